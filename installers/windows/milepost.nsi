; Installs the frozen folder for one user or for all; makensis -DVERSION=0.1.0 -DSOURCE=build\package\dist\milepost milepost.nsi
Unicode true
!include "MUI2.nsh"
Name "Milepost"
OutFile "..\dist\milepost-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\Milepost"
RequestExecutionLevel user
SetCompressor /SOLID lzma
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Section "Milepost"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}\*.*"
  CreateShortcut "$SMPROGRAMS\Milepost.lnk" "$INSTDIR\milepost.exe" "window"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\Milepost" "DisplayName" "Milepost"
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\Milepost" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\Milepost" "UninstallString" "$INSTDIR\uninstall.exe"
SectionEnd

; The stores of people lie elsewhere and stay: nobody's work is removed with the program.
Section "Uninstall"
  Delete "$SMPROGRAMS\Milepost.lnk"
  RMDir /r "$INSTDIR"
  DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\Milepost"
SectionEnd
