/** A program of the graphics card, compiled and linked; its uniforms by name. */

export interface Program {
  readonly program: WebGLProgram;
  readonly uniform: (name: string) => WebGLUniformLocation | null;
}

/** Throws, with the driver's words, where the driver does not take it. */
export function program(gl: WebGL2RenderingContext, vertex: string, fragment: string): Program {
  const linked = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('the graphics card makes no program');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(linked, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(linked);
  if (gl.getProgramParameter(linked, gl.LINK_STATUS) !== true)
    throw new Error(gl.getProgramInfoLog(linked) ?? 'the graphics card takes no program');
  const known = new Map<string, WebGLUniformLocation | null>();
  return {
    program: linked,
    uniform(name) {
      if (!known.has(name)) known.set(name, gl.getUniformLocation(linked, name));
      return known.get(name) ?? null;
    },
  };
}
