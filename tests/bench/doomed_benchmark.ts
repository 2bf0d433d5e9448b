// A benchmark for the tests that is killed: it starts a peer, whose command its arguments are, prints the
// number of that process once it is halted, and waits.

import { PeerProcess } from "../../lib/bench/peer_process.ts";

const peer = new PeerProcess({ name: "peer", command: Deno.args });
await peer.greet();
const { images } = await peer.train({ engine: "tiny", name: "pid", seconds: 1 }, { limit: 60 });
console.log(images);
