package workbook.world.scenario;

/** Where the tasks of a pipeline run, and so what lies between them. */
public enum Network {
    /** All in one process: a task reads the buffers of the one above. */
    LOCAL,
    /** Each in a process of its own: buffers are copied, and credit tells how many may be sent. */
    REMOTE
}
