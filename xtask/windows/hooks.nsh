; Run by the installer that Tauri writes (bundle > windows > nsis > installerHooks in tauri.conf.json).

; Tauri registers `PATH\wirelark.exe "%1"`. In a path with a blank, as in many users' folders, Windows has to guess
; where the program's name ends.
!macro QUOTE_COMMAND FILECLASS
  WriteRegStr SHCTX "Software\Classes\${FILECLASS}\shell\open\command" "" "$\"$INSTDIR\${MAINBINARYNAME}.exe$\" $\"%1$\""
!macroend

!macro NSIS_HOOK_POSTINSTALL
  !insertmacro QUOTE_COMMAND "Wirelark profile"
  !insertmacro QUOTE_COMMAND "Wirelark transcript"
  ; Otherwise Explorer shows the new icons only after the next sign-in.
  !insertmacro UPDATEFILEASSOC
!macroend

!macro NSIS_HOOK_POSTUNINSTALL
  !insertmacro UPDATEFILEASSOC
!macroend
