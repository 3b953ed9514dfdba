/** Distances of the sheet, in pixels at scale 1. */
export const PAGE = 32;
export const ACCOUNT_GAP = 44;
export const ACCOUNT_PAD = 18;
export const ACCOUNT_HEAD = 42;
/** Below three Regions or more: lines from one to another run there, beneath those between them. */
export const ACCOUNT_FOOT = 34;
export const REGION_GAP = 36;
export const REGION_PAD = 20;
export const REGION_HEAD = 56;
/** A line of a Region's notes. */
export const NOTE = 18;
export const BLOCK_GAP = 44;
/** Room for the caption above a hull: on the canvas it keeps its size when the picture moves away, on two lines. */
export const CAPTION = 82;
