/** Width of a character against the size of its text, on the generous side: nothing here can measure text. */
export const CHARACTER = 0.6;
