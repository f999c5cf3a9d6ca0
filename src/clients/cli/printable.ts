/** Names in a file may hold signs that a terminal obeys (clear the screen, change the title): it gets none of them. */
export const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n\r\t]/gu, '');
