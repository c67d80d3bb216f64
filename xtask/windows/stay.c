/* Keeps Wine's background processes alive until it is ended. They are started by the first program and hold its pipes
 * open: with this one before them, no test waits for their end. Test equipment, never shipped. */
#include <windows.h>

int main(void) {
    Sleep(INFINITE);
    return 0;
}
