package workbook.lab.mine;

import java.util.Map;

/** What a broker knows of a topic's offsets. Thread-safe. */
interface Offsets {

    /** The log-end offset of each partition. Asks the broker. */
    long[] ends();

    /** What a group has committed last, by partition; nothing where it never did. Asks the broker. */
    Map<Integer, Long> committed(String group);

    /** Commits for a group. Returns when the broker has it. */
    void commit(String group, Map<Integer, Long> offsets);
}
