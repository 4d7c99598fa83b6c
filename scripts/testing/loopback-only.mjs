import dns from 'node:dns';
import net from 'node:net';

/**
 * Tests, and every Node process they start, reach this machine only. TCP, TLS and fetch all connect by `Socket.connect`,
 * so what would reach the network fails there, with the host's name.
 */
const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+|localhost)$/i;

function refuseUnlessLoopback(host) {
  if (typeof host === 'string' && !loopback.test(host.replace(/^\[|\]$/g, ''))) {
    throw new Error(`A test tried to reach ${host}: tests talk to loopback only`);
  }
}

/** Node passes its own normalised form: an array that begins with the options. */
function hostOf([first, second]) {
  const options = Array.isArray(first) ? first[0] : first;
  return typeof options === 'object' ? options?.host : second;
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectToLoopback(...args) {
  refuseUnlessLoopback(hostOf(args));
  return connect.apply(this, args);
};

for (const resolver of [dns, dns.promises]) {
  const { lookup } = resolver;
  resolver.lookup = (host, ...rest) => {
    refuseUnlessLoopback(host);
    return lookup(host, ...rest);
  };
}

process.env.NODE_OPTIONS = `--import=${import.meta.url}`;
