// A server that keeps every answer of the one behind it and gives it again from memory.

import { createServer } from 'node:http';

const behind = new URL(process.argv[2]);
const answers = new Map();

async function fetched(path) {
  const answer = await fetch(new URL(path, behind), { headers: { authorization: 'Zoho-oauthtoken any' } });
  return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
}

const server = createServer(async ({ url }, response) => {
  if (!answers.has(url)) answers.set(url, await fetched(url));
  const { status, body } = answers.get(url);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  console.log(JSON.stringify({ base_url: `http://127.0.0.1:${port}${behind.pathname}` }));
});
