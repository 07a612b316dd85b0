"""What happened: units' facts as exact columns, each value with where it came from.

`cerberus_door` is the only door to cerberus; `personal` refuses what identifies a person; `unit_file`
reads one unit's YAML and `folder` a folder of them into a `table`.
"""
