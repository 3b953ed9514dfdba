/** What a route of a World can point at. */
export interface Target {
  readonly kind: string;
  readonly id: string;
}
