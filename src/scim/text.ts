// The form in which texts are compared: small letters, composed (NFC). Terraform hands over every text composed, and a
// server may send either form.

/** Below U+0300 nothing is ever composed, so that most texts of a fleet are only looked through. */
export function comparable(text: string): string {
  const lower = text.toLowerCase();
  return /[\u0300-\uffff]/.test(lower) ? lower.normalize('NFC') : lower;
}
