/** What a string of publish/search_pack.py holds: 15 signs are 13 bytes. @param {string} packed @returns {Promise<any>} */
async function unpack(packed) {
  const bytes = new Uint8Array(Math.floor((packed.length - 1) * 13 / 15));
  for (let at = 1, done = 0; at < packed.length; at += 15, done += 13) {
    const block = bytes.subarray(done, done + 13);
    for (let i = at; i < at + 15 && i < packed.length; i++) {
      let carry = packedSigns[packed.charCodeAt(i)];
      for (let k = block.length - 1; k >= 0; k--) {
        carry += block[k] * PACKED_SIGNS;
        block[k] = carry;
        carry >>= 8;
      }
    }
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(new TextDecoder(packed[0] === "g" ? "gb18030" : "utf-8").decode(await new Response(stream).arrayBuffer()));
}

const PACKED_SIGNS = 124; // all of ASCII that may stand in a string as it is
const packedSigns = new Uint8Array(128);
for (let code = 0, count = 0; code < 128; code++) if (!'\n\r"\\'.includes(String.fromCharCode(code))) packedSigns[code] = count++;
