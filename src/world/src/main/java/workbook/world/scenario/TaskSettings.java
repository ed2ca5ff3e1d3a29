package workbook.world.scenario;

import java.util.List;

/**
 * One task of the pipeline: what it does with each record, and on how many threads.
 *
 * <p>In Flink: {@code JobVertex}.
 *
 * @param operators those that it runs, in order: "source", "map", "filter", "sink", or several of them as a chain
 * @param parallelism how many subtasks it has, each a thread that does the same
 */
public record TaskSettings(List<String> operators, int parallelism) {

    /** {@code "map"}; {@code "map+filter"} for a chain. */
    public String name() {
        return String.join("+", operators);
    }
}
