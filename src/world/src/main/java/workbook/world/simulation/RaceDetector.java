package workbook.world.simulation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Notices when two tasks use the same piece of memory, one of them changing it, and nothing puts the
 * two in an order: no lock, no volatile, no atomic. On real threads there is no telling what the one
 * sees of the other then.
 */
final class RaceDetector {

    private final Map<Object, Variables> memory = new IdentityHashMap<>();
    /** What is known to have come before a use of a volatile field or an atomic object. */
    private final Map<Object, Map<Integer, VectorClock>> synchronizers = new IdentityHashMap<>();

    /** The fields of an object, or the elements of an array. */
    private static final class Variables {
        private Variable[] variables = new Variable[4];

        Variable at(int index) {
            if (index >= variables.length) {
                variables = Arrays.copyOf(variables, Math.max(index + 1, 2 * variables.length));
            }
            Variable variable = variables[index];
            if (variable == null) {
                variable = new Variable();
                variables[index] = variable;
            }
            return variable;
        }
    }

    private static final class Variable {
        private Use change;
        /** The latest of each task since the last change; mostly it's one task's. */
        private Use[] reads = new Use[2];
    }

    private record Use(SimulatedTask task, int tick, int site) {

        boolean comesBefore(SimulatedTask other) {
            return task == other || tick <= other.clock.of(task.number);
        }
    }

    /** A race: what the earlier of the two did. */
    record Race(SimulatedTask other, int site, boolean changed) {
    }

    /**
     * A task uses a variable.
     *
     * @param index of the field or the element
     * @param site a number for the line that does
     * @return the use that it races with; null if there is none, as nearly always
     */
    Race use(SimulatedTask task, Object owner, int index, boolean changes, int site) {
        Variables variables = memory.get(owner);
        if (variables == null) {
            variables = new Variables();
            memory.put(owner, variables);
        }
        Variable variable = variables.at(index);
        if (variable.change != null && !variable.change.comesBefore(task)) {
            return new Race(variable.change.task, variable.change.site, true);
        }
        Use use = new Use(task, task.clock.of(task.number), site);
        if (!changes) {
            note(variable, use);
            return null;
        }
        for (int i = 0; i < variable.reads.length; i++) {
            Use read = variable.reads[i];
            if (read != null && !read.comesBefore(task)) {
                return new Race(read.task, read.site, false);
            }
            variable.reads[i] = null;
        }
        variable.change = use;
        return null;
    }

    /** Whoever used this before: all they had done comes before whatever the task does from now on. */
    void synchronize(SimulatedTask task, Object owner, int index) {
        VectorClock known = synchronizers.computeIfAbsent(owner, any -> new HashMap<>())
                .computeIfAbsent(index, any -> new VectorClock());
        task.clock.join(known);
        known.join(task.clock);
        task.clock.tick(task.number);
    }

    private static void note(Variable variable, Use use) {
        int free = -1;
        for (int i = 0; i < variable.reads.length; i++) {
            if (variable.reads[i] == null) {
                free = i;
            } else if (variable.reads[i].task == use.task) {
                variable.reads[i] = use;
                return;
            }
        }
        if (free < 0) {
            free = variable.reads.length;
            variable.reads = Arrays.copyOf(variable.reads, 2 * free);
        }
        variable.reads[free] = use;
    }
}
