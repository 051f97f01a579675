/** What an array's elements are called, and those of another array that it is compared with: like no table of a user. */
export const ELEMENT = "castellan element";
export const OTHER = "castellan other";
