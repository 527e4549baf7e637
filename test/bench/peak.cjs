// Preloaded into a measured child: as it ends, writes what it used (peak memory in KB, CPU in microseconds) to fd 3.

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  require('node:fs').writeSync(3, JSON.stringify({ maxRSS, cpu: userCPUTime + systemCPUTime }));
});
