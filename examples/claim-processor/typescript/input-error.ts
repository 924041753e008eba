/** Something that the user gave is wrong; its message is all they need. */
export class InputError extends Error {
  override readonly name: string = "InputError";
}
