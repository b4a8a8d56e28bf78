@echo off
rem Sets up what is missing, then starts Milepost or one of the project's tasks; works again offline once set up.
rem   run              the window                run demo         the whole job, headless
rem   run milepost ... the command line          run server ...   the regional server
rem   run test         linters, types, tests     run bench NAME   measured against limits
rem   run screenshots  every screen as PNG
setlocal
cd /d "%~dp0"
if "%PYTHON%"=="" set PYTHON=py -3
set MARK=.venv\ready.txt
for %%F in (requirements.lock) do set WANT=%%~zF %%~tF
set HAVE=
if exist %MARK% set /p HAVE=<%MARK%
if "%HAVE%"=="%WANT%" goto ready
%PYTHON% -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))"
if errorlevel 1 (
    echo Milepost needs Python 3.11, 3.12 or 3.13; set PYTHON to one of them. 1>&2
    exit /b 2
)
if not exist .venv\Scripts\python.exe %PYTHON% -m venv .venv
echo Installing the pinned libraries into .venv, a few hundred MB, once ... 1>&2
.venv\Scripts\python.exe -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
if errorlevel 1 (
    echo The libraries could not be installed. Check the connection and run the command again. 1>&2
    exit /b 4
)
.venv\Scripts\python.exe -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
if errorlevel 1 exit /b 4
>%MARK% echo %WANT%
:ready
if exist desktop\locale .venv\Scripts\python.exe tools\catalogues.py compile --if-stale
set TASK=%1
if "%TASK%"=="" set TASK=window
set REST=
if "%TASK:~0,2%"=="--" (
    set REST=%1
    set TASK=milepost
)
:collect
shift
if "%~1"=="" goto start
set REST=%REST% %1
goto collect
:start
if "%TASK%"=="window" .venv\Scripts\milepost.exe window %REST% & exit /b
if "%TASK%"=="demo" .venv\Scripts\milepost.exe demo %REST% & exit /b
if "%TASK%"=="milepost" .venv\Scripts\milepost.exe %REST% & exit /b
if "%TASK%"=="server" .venv\Scripts\milepost-server.exe %REST% & exit /b
if "%TASK%"=="bench" .venv\Scripts\python.exe -m tools.bench %REST% & exit /b
if "%TASK%"=="screenshots" .venv\Scripts\python.exe -m tools.screenshots %REST% & exit /b
if "%TASK%"=="test" (
    .venv\Scripts\ruff.exe check . && .venv\Scripts\ruff.exe format --check . && .venv\Scripts\mypy.exe && .venv\Scripts\lint-imports.exe && .venv\Scripts\pytest.exe %REST%
    exit /b
)
echo Unknown task %TASK%. The first lines of this file list them. 1>&2
exit /b 2
