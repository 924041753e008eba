/** The package has no declarations of its own. */
declare module "asl-validator" {
  function validate(definition: object): { readonly isValid: boolean; readonly errors: readonly object[] };
  export = validate;
}
