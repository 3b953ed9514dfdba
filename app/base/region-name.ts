/** What the name of a Region looks like, for texts that people type: new Regions are opened, so that no list is asked. */

/** True for `eu-west-1`, `us-gov-east-1`, `eusc-de-east-1`. */
export const isRegionName = (text: string): boolean => /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(text);
