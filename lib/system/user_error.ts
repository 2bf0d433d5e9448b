// What is said to the user in full, so that no stack need be printed beside it.

/** An error that says all there is to say to the user, so that no stack is printed beside it. */
export class UserError extends Error {
  /** The name of its class. */
  override name = "UserError";
}
