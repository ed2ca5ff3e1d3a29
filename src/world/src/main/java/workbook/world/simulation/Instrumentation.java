package workbook.world.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * What instrumented code calls, so that the simulation sees what happens between one lock and the next:
 * which memory a task uses, and whether it is about to wait by means that can't be seen. Calls of
 * anybody but the task whose turn it is are of no account.
 *
 * <p>Where memory is synchronized without a lock (volatile fields, atomics, concurrent collections),
 * another task may run, as it may on real threads.
 */
public final class Instrumentation {

    private static final List<String> SITES = Collections.synchronizedList(new ArrayList<>());
    /** What a student calls a condition: the name of the field that it is kept in. */
    private static final Map<Condition, String> NAMES = Collections.synchronizedMap(new WeakHashMap<>());

    /** How many simulations look for races at this time: where none does, memory need cost nothing. */
    private static final AtomicInteger WATCHED = new AtomicInteger();
    private static final AtomicInteger RECORDED = new AtomicInteger();

    private Instrumentation() {
    }

    /**
     * A number for a place in the code.
     *
     * @param what is used there, {@code "BufferPool.free"}
     * @param where {@code "BufferPool.take, line 41"}
     */
    public static int site(String what, String where) {
        synchronized (SITES) {
            SITES.add(what + "\n" + where);
            return SITES.size() - 1;
        }
    }

    /** @param index of the field in its class, or of the element in its array */
    public static void read(Object owner, int index, int site) {
        use(owner, index, false, site);
    }

    /** @param index of the field in its class, or of the element in its array */
    public static void write(Object owner, int index, int site) {
        use(owner, index, true, site);
    }

    /** Whether anybody wants to be told of {@link #enter}, {@link #leave} and {@link #leaveByThrowing}. */
    public static boolean recording() {
        return RECORDED.get() > 0;
    }

    /**
     * A method begins.
     *
     * @param receiver whose it is; null for a static one
     */
    public static void enter(Object receiver, String method, Object[] arguments) {
        SimulatedTask task = running();
        if (task != null) {
            task.simulation.story().ifPresent(story -> story.enter(task, receiver, method, arguments));
        }
    }

    /** The method ends. */
    public static void leave(boolean isVoid, Object result) {
        SimulatedTask task = running();
        if (task != null) {
            task.simulation.story().ifPresent(story -> story.leave(task, isVoid, result));
        }
    }

    /** The method ends with an exception. */
    public static void leaveByThrowing(Throwable thrown) {
        SimulatedTask task = RECORDED.get() > 0 ? running() : null;
        if (task != null) {
            task.simulation.story().ifPresent(story -> story.leaveByThrowing(task, thrown));
        }
    }

    /** Copies as {@link System#arraycopy} does. */
    public static void arraycopy(Object from, int fromIndex, Object to, int toIndex, int length, int site) {
        if (WATCHED.get() > 0 && running() != null) {
            for (int i = 0; i < length && fromIndex >= 0 && toIndex >= 0; i++) {
                read(from, fromIndex + i, site);
                write(to, toIndex + i, site);
            }
        }
        System.arraycopy(from, fromIndex, to, toIndex, length);
    }

    /** A collection or the like is used; if it's a concurrent one, that synchronizes. */
    public static void container(Object owner, boolean changes, int site) {
        if (WATCHED.get() == 0 || owner == null) {
            return;
        }
        String type = owner.getClass().getName();
        if (type.startsWith("java.util.concurrent.") || type.startsWith("java.util.Collections$Synchronized")) {
            synchronize(owner, 0);
        } else {
            use(owner, 0, changes, site);
        }
    }

    /** A volatile field, an atomic or a concurrent collection is used. */
    public static void synchronize(Object owner, int index) {
        SimulatedTask task = WATCHED.get() > 0 ? running() : null;
        if (task != null && owner != null) {
            task.simulation.mayPreempt(task);
            Optional<RaceDetector> races = task.simulation.races();
            if (races.isPresent()) { // no lambda: this is where the time goes
                races.get().synchronize(task, owner, index);
            }
        }
    }

    /** Something is about to wait, or to exclude others, by means of its own: {@code "synchronized"}. */
    public static void cannotBeSeen(int site) {
        SimulatedTask task = running();
        if (task != null) {
            String[] told = SITES.get(site).split("\n");
            task.simulation.failNow(task, new CannotBeJudged(task.name + " uses " + told[0] + " at " + told[1]
                    + ". The simulation can't see that, so nobody else can run meanwhile. All waiting and mutual exclusion"
                    + " goes through the Lock you were given, and conditions made by its newCondition()."));
        }
    }

    /** A lock or a condition is about to be used: is it the simulation's? */
    public static void lock(Object lock, int site) {
        boolean isOurs = lock instanceof SimulatedLock || lock instanceof SimulatedCondition;
        if (!isOurs && (lock instanceof Lock || lock instanceof Condition)) {
            cannotBeSeen(site);
        }
    }

    /** A condition is put into a field of this name. */
    public static void named(Object condition, String field) {
        if (condition instanceof SimulatedCondition) {
            NAMES.put((Condition) condition, field);
        }
    }

    /** @param more 1 when a simulation begins to look for races, -1 when it has done */
    static void watch(int more) {
        WATCHED.addAndGet(more);
    }

    /** @param more 1 when a story begins, -1 when it has ended */
    static void record(int more) {
        RECORDED.addAndGet(more);
    }

    static Optional<String> nameOf(Condition condition) {
        return Optional.ofNullable(NAMES.get(condition));
    }

    private static void use(Object owner, int index, boolean changes, int site) {
        SimulatedTask task = WATCHED.get() > 0 ? running() : null;
        if (task == null || owner == null) {
            return;
        }
        Optional<RaceDetector> races = task.simulation.races();
        RaceDetector.Race race = races.isPresent() ? races.get().use(task, owner, index, changes, site) : null;
        if (race != null) {
            task.simulation.failNow(task, new SimulationFailure(SimulationFailure.Kind.RACE,
                    inWords(task, changes, site, race), null));
        }
    }

    private static String inWords(SimulatedTask task, boolean changes, int site, RaceDetector.Race race) {
        String[] here = SITES.get(site).split("\n");
        String[] there = SITES.get(race.site()).split("\n");
        return "Nothing puts these two in an order, no lock and no volatile:\n  " + race.other().name
                + (race.changed() ? " changes " : " reads ") + there[0] + " at " + there[1] + ",\n  " + task.name
                + (changes ? " changes " : " reads ") + here[0] + " at " + here[1]
                + ".\nOn real threads, one may see half of what the other did, or nothing of it.";
    }

    /** The task that calls, if it's a task and its turn. */
    private static SimulatedTask running() {
        if (Thread.currentThread() instanceof Carrier carrier) {
            SimulatedTask task = carrier.task();
            if (task != null && task.simulation.isTurnOf(task) && !task.simulation.isClosed()) {
                return task;
            }
        }
        return null;
    }
}
