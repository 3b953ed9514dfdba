/**
 * Programs of the graphics card. They work out how much of each pixel is covered, as Canvas 2D does, and not only
 * whether its middle is: lines far thinner than a pixel stay faint lines.
 */

/** From the scene to pixels of the screen, and from there to what the card calls places. */
const PLACE = `#version 300 es
precision highp float;
uniform vec2 size;
uniform vec3 view; // zoom, then pan, in pixels of the screen
uniform float width; // in pixels of the screen
uniform float overlap; // how far pieces of a line reach into each other, in pixels of the screen
vec2 toScreen(vec2 at) { return at * view.x + view.yz; }
vec4 place(vec2 at) { return vec4(at.x / size.x * 2.0 - 1.0, 1.0 - at.y / size.y * 2.0, 0.0, 1.0); }
`;

const INK = `#version 300 es
precision highp float;
uniform float width;
out vec4 ink;
`;

export const segmentVertex = `${PLACE}
in vec4 ends;
in float from;
out vec2 at; // along the segment and across it, in pixels
out float before;
flat out float far;
void main() {
  vec2 a = toScreen(ends.xy);
  vec2 b = toScreen(ends.zw);
  far = distance(a, b);
  vec2 along = far > 0.0 ? (b - a) / far : vec2(1.0, 0.0);
  float reach = width / 2.0 + 0.5; // further out nothing is covered
  at = vec2(
    (gl_VertexID & 1) == 0 ? -0.5 - overlap : far + 0.5 + overlap,
    (gl_VertexID & 2) == 0 ? -reach : reach
  );
  before = from;
  gl_Position = place(a + along * at.x + vec2(-along.y, along.x) * at.y);
}`;

export const segmentFragment = `${INK}
uniform float zoom;
uniform float overlap;
uniform vec2 dash; // on and off, in pixels at scale 1; on 0: a plain line
uniform bool tapers;
in vec2 at;
in float before;
flat in float far;
// How much of a dashed line is drawn up to a place on it.
float drawn(float place) {
  float period = dash.x + dash.y;
  return floor(place / period) * dash.x + min(mod(place, period), dash.x);
}
void main() {
  float half_ = width / 2.0 * (tapers ? clamp(at.x / max(far, 1e-3), 0.0, 1.0) : 1.0);
  float slope = tapers ? 0.894 : 1.0; // the sides of an arrow lean
  float across = clamp((half_ - abs(at.y)) * slope + 0.5, 0.0, min(1.0, 2.0 * half_));
  float along = clamp(at.x + overlap + 0.5, 0.0, 1.0) - clamp(at.x - overlap - far + 0.5, 0.0, 1.0);
  float share = across * along;
  if (dash.x > 0.0) {
    float pixel = 1.0 / zoom;
    float middle = max(before + at.x * pixel, 0.0);
    share *= (drawn(middle + pixel / 2.0) - drawn(max(middle - pixel / 2.0, 0.0))) / pixel;
  }
  ink = vec4(share);
}`;

/** Covers everything. */
export const wholeVertex = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

/** Lays a colour on wherever something was covered. */
export const wholeFragment = `${INK}
uniform sampler2D covered;
uniform vec4 colour;
void main() {
  float share = texelFetch(covered, ivec2(gl_FragCoord.xy), 0).r * colour.a;
  ink = vec4(colour.rgb * share, share);
}`;

export const boxVertex = `${PLACE}
in vec4 box;
out vec2 at; // from the middle of the box, in pixels
flat out vec2 reach; // half its size, in pixels
void main() {
  vec2 low = toScreen(box.xy);
  vec2 high = toScreen(box.xy + box.zw);
  vec2 corner = vec2((gl_VertexID & 1) == 0 ? low.x - 0.5 : high.x + 0.5, (gl_VertexID & 2) == 0 ? low.y - 0.5 : high.y + 0.5);
  reach = (high - low) / 2.0;
  at = corner - (low + high) / 2.0;
  gl_Position = place(corner);
}`;

export const boxFragment = `${INK}
uniform vec4 fill;
uniform vec4 line;
uniform float corner;
uniform int shape; // 0 plain, 1 round, 2 octagon
in vec2 at;
flat in vec2 reach;
float overlap(float place, float low, float high) {
  return clamp(place - low + 0.5, 0.0, 1.0) - clamp(place - high + 0.5, 0.0, 1.0);
}
float plain(vec2 size) {
  size = max(size, 0.0);
  return overlap(at.x, -size.x, size.x) * overlap(at.y, -size.y, size.y);
}
// How far outside a shape a place is.
float outside(vec2 size, float bend) {
  vec2 off = abs(at) - size;
  if (shape == 2) return max(max(off.x, off.y), (off.x + off.y + bend) * 0.70710678);
  off += bend;
  return length(max(off, 0.0)) + min(max(off.x, off.y), 0.0) - bend;
}
void main() {
  float filled;
  float bordered;
  if (shape == 0) {
    filled = plain(reach);
    bordered = filled - plain(reach - width);
  } else {
    float bend = min(corner, min(reach.x, reach.y));
    filled = clamp(0.5 - outside(reach, bend), 0.0, 1.0);
    vec2 inner = reach - width / 2.0;
    float off = abs(outside(inner, shape == 2 ? min(corner, min(inner.x, inner.y)) : max(bend - width / 2.0, 0.0)));
    bordered = clamp(width / 2.0 - off + 0.5, 0.0, min(1.0, width));
  }
  float under = fill.a * filled;
  float over = line.a * bordered;
  ink = vec4(fill.rgb * under * (1.0 - over) + line.rgb * over, under + over - under * over);
}`;
