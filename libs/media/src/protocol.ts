import { type Content } from './content.js';
import { type Hints } from './hints.js';

/** A part of a photo that is made unrecognisable: pixels from its upper left corner. */
export interface PhotoArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the cleaning process is asked: to clean one image. */
export interface CleanRequest {
  readonly content: Content;
  readonly bytes: Uint8Array;
  /** Parts to be made unrecognisable, all within the image, which is upright already; absent: none. */
  readonly areas?: readonly PhotoArea[];
}

/** Why the bytes are no photo that can be kept. */
export type CleanRefusal = 'unreadable' | 'too_many_pixels';

/** An image made anew: nothing of what was sent is in it but what can be seen. */
export interface CleanImage {
  /** JPEG, sRGB, upright, without any metadata. */
  readonly photo: Uint8Array;
  readonly thumbnail: Uint8Array;
  /** Pixels of the photo. */
  readonly width: number;
  readonly height: number;
  readonly hints: Hints;
}

/** What it answers. */
export type CleanReply = (
  | ({ readonly outcome: 'cleaned' } & CleanImage)
  | { readonly outcome: 'refused'; readonly why: CleanRefusal; readonly detail: string }
) & {
  /** Bytes of memory that it has held at most since it was started. */
  readonly peakMemory: number;
};

/** With this code it ends when an image takes more memory than it may have. */
export const OUT_OF_MEMORY = 71;
