/* Sends what a console sends to a program: `console-event PID c|break|kill`.
 *
 * A process can only send console events to the console that it is attached to, so this helper attaches itself to the
 * console of the other process. `kill` terminates it with exit code 137. Test equipment, never shipped. */
#include <stdlib.h>
#include <string.h>
#include <windows.h>

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    DWORD pid = strtoul(argv[1], NULL, 10);
    if (strcmp(argv[2], "kill") == 0) {
        HANDLE process = OpenProcess(PROCESS_TERMINATE, FALSE, pid);
        return process != NULL && TerminateProcess(process, 137) ? 0 : 1;
    }
    DWORD event = strcmp(argv[2], "break") == 0 ? CTRL_BREAK_EVENT : CTRL_C_EVENT;
    FreeConsole();
    if (!AttachConsole(pid)) return 1;
    SetConsoleCtrlHandler(NULL, TRUE);
    return GenerateConsoleCtrlEvent(event, 0) ? 0 : 1;
}
