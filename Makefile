# Recipes run in bash and stop at the first failure; a target's `#>` line is what `make help` says of it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
BENCH := .venv-bench

SCHEME := schemes/changning-2021.yaml
FACTS := facts/changning-2021
UNIT := 江苏街道

# What pytest, the differential and the fuzz run are told, e.g. make test ARGS="-k quota"
ARGS ?=

.PHONY: help demo test check coverage bench golden differential fuzz lock

help: #> 列出可用的命令
	@echo '用法：make 命令'
	@sed -nE 's/^([a-z]+):.*#> (.*)$$/\1\t\2/p' Makefile | expand -t 16 | sed 's/^/  /'

demo: $(STAMP) #> 用示例方案评一次分，解释其中一个街道的得分，做出全部文书
	@echo '一、按 $(SCHEME) 给各单位评分定等（示例数据，非正式结果）：'
	@echo
	@$(PY) -m cli score $(SCHEME) $(FACTS)
	@echo
	@echo '二、$(UNIT)的每一分从哪里来、扣在哪里：'
	@echo
	@$(PY) -m cli why $(UNIT) -s $(SCHEME) -f $(FACTS)
	@echo
	@echo '三、各单位的评分说明、汇总和结果通知（样稿），写到 out 文件夹：'
	@echo
	@mkdir -p out
	@$(PY) -m cli report $(SCHEME) $(FACTS) -o out/单位说明 --force
	@$(PY) -m cli summary $(SCHEME) $(FACTS) -o out/汇总.xlsx -o out/汇总.html --force
	@$(PY) -m cli notice $(SCHEME) $(FACTS) -o out/通知.docx --force

test: $(STAMP) #> 运行全部测试
	@$(PY) -m pytest -n auto $(ARGS)

check: $(STAMP) #> 检查代码：规范、格式、类型、模块之间的依赖
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports --no-cache --no-logo

coverage: $(STAMP) #> 运行全部测试，并检查测试覆盖率
	@$(PY) -m coverage run -m pytest $(ARGS)
	@$(PY) -m coverage report

bench: $(BENCH)/.installed #> 测量速度，与同类程序比，每行输出一个 JSON 对象
	@$(BENCH)/bin/python -m tests.bench $(ARGS)

$(BENCH)/.installed: requirements-bench.lock pyproject.toml
	@echo '正在准备 $(BENCH)（要与之比较的程序，约两分钟）……' >&2
	@$(PYTHON) -m venv --clear $(BENCH)
	@$(BENCH)/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@$(BENCH)/bin/pip install -qq --disable-pip-version-check --no-deps --editable .
	@touch $@

golden: $(STAMP) #> 重写测试的标准输出，并列出改动
	@$(PY) -m pytest --golden-update $(ARGS)
	@git diff --stat -- tests/golden tests/transcripts docs
	@git ls-files --others --exclude-standard -- tests/golden

differential: $(STAMP) #> 随机生成方案和数据，与参照实现逐位比对
	@$(PY) -m tests.differential $(ARGS)

fuzz: $(STAMP) #> 用随机和改坏的文件运行检查：不得出错、不得太慢
	@$(PY) -m tests.fuzz $(ARGS)

lock: #> 重新锁定依赖的版本(requirements*.lock)
	@$(PYTHON) -m venv --clear .venv-lock
	@.venv-lock/bin/pip install -qq uv
	@for lock in '-o requirements.lock' '-o requirements-dev.lock --group dev -c requirements.lock' \
	    '-o requirements-bench.lock --group bench -c requirements.lock'; do \
	  UV_CUSTOM_COMPILE_COMMAND='make lock' .venv-lock/bin/uv pip compile pyproject.toml $$lock \
	    --upgrade --universal --generate-hashes --no-annotate --no-emit-index-url --quiet; \
	done
	@rm -r .venv-lock

# The locked environment, made anew whenever a lock or pyproject.toml changes.
$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo '需要 Python 3.11 或更高版本。可以指定：make $(MAKECMDGOALS) PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo '这个 Python 缺少 venv。Debian、Ubuntu 上请先运行：apt-get install python3-venv' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 13))' \
	  || { command -v cc >/dev/null && $(PYTHON) -c 'import os, sysconfig; \
	       os.stat(os.path.join(sysconfig.get_path("include"), "Python.h"))' 2>/dev/null; } \
	  || { echo '编译 durable-rules 需要 C 编译器和 Python 头文件。Debian、Ubuntu 上请先运行：apt-get install gcc python3-dev' >&2; exit 1; }
	@echo '正在准备 $(VENV)（只在第一次和依赖改变时，约一分钟）……' >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(VENV)/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(VENV)/bin/pip install -qq --disable-pip-version-check --no-deps --editable .
	@touch $@
