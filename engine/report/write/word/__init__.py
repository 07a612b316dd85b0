"""Word files: text, tables and pictures in, the bytes of a .docx out.

`document.Document` is what writers of documents use; the other modules each know one part of WordprocessingML
(ECMA-376, part 1, clause 17), whose elements are written here in the order that its schema asks for: Word refuses
other orders. `package` is the only door to python-docx. `frame/` is the empty file that every document begins as, and
`styles/` are its looks; both are text, so that a change of them can be read.
"""
