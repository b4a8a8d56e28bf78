@echo off
rem Freezes both programs and makes the installer; needs the environment of run.cmd, and NSIS on the path.
setlocal
cd /d "%~dp0..\.."
.venv\Scripts\python.exe tools\catalogues.py compile --if-stale || exit /b 1
.venv\Scripts\python.exe -m PyInstaller --noconfirm --distpath build\package\dist --workpath build\package\work installers\milepost.spec || exit /b 1
build\package\dist\milepost\milepost.exe --help >nul || exit /b 1
for /f "tokens=3 delims= " %%V in ('findstr /b "version = " pyproject.toml') do set VERSION=%%~V
if not exist installers\dist mkdir installers\dist
makensis -DVERSION=%VERSION% "-DSOURCE=%CD%\build\package\dist\milepost" installers\windows\milepost.nsi
