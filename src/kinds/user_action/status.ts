// The statuses of an execution (management-executions page). One that is not known means: keep polling.

const terminal = new Set(['completed', 'completed_with_errors', 'time_out', 'interrupted']);

/** Whether the execution has ended. After time_out and interrupted, users without a result may have been worked on. */
export const isTerminal = (status: string): boolean => terminal.has(status);
