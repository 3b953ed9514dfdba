/** Of a box that has not been measured yet: it is taken to be as high as this, in pixels, so that its first rows are there at once. */
export const FIRST_SIGHT = 400;
