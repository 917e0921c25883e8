// A shader program whose uniforms are set by name.

/** float, vec2 to vec4, or sampler2D @typedef {number | ArrayLike<number> | WebGLTexture} Uniform */

/** @param {WebGL2RenderingContext} gl @param {string[]} sources of the vertex and fragment shader
 *  @returns null where they do not compile, or where the context is lost */
export function createProgram(gl, sources) {
  const program = gl.createProgram();
  const shaders = sources.map((source, k) => {
    const shader = gl.createShader(k ? gl.FRAGMENT_SHADER : gl.VERTEX_SHADER);
    if (!program || !shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    return shader;
  });
  if (!program) return null;
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    const logs = shaders.map((shader) => shader && gl.getShaderInfoLog(shader));
    if (!gl.isContextLost()) console.error(gl.getProgramInfoLog(program), ...logs);
    return null;
  }
  /** @type {Map<string, WebGLUniformLocation | null>} */
  const places = new Map();

  /** @param {string} name */
  function placeOf(name) {
    if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name));
    return places.get(name) ?? null;
  }

  return {
    /** The location of an attribute; -1 where the compiler has removed it. @param {string} name */
    attribute: (name) => gl.getAttribLocation(program, name),
    /** Makes it the current program. A program has at most one texture.
     *  @param {Record<string, Uniform>} uniforms */
    use(uniforms) {
      gl.useProgram(program);
      for (const [name, value] of Object.entries(uniforms)) {
        const at = placeOf(name);
        if (typeof value === 'number') gl.uniform1f(at, value);
        else if (value instanceof WebGLTexture) gl.bindTexture(gl.TEXTURE_2D, value);
        else if ('length' in value) VECTORS[value.length - 2](gl, at, value);
      }
    },
  };
}

/** @type {((gl: WebGL2RenderingContext, at: WebGLUniformLocation | null, v: any) => void)[]} */
const VECTORS = [
  (gl, at, v) => gl.uniform2fv(at, v),
  (gl, at, v) => gl.uniform3fv(at, v),
  (gl, at, v) => gl.uniform4fv(at, v),
];

/** @typedef {NonNullable<ReturnType<typeof createProgram>>} Program */
