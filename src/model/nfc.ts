// Texts that look the same are the same: composed (NFC), as Terraform hands over every text.

/** The text in NFC. Below U+0300 nothing is ever composed, so most texts are only looked through. */
export const nfc = (text: string): string => (/[\u0300-\uffff]/.test(text) ? text.normalize('NFC') : text);
