package workbook.testkit.instrument;

import java.nio.Buffer;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import workbook.testkit.instrument.Instrumenter.Field;
import workbook.world.simulation.Instrumentation;

/** Adds the calls to one method. */
final class MethodInstrumenter extends GeneratorAdapter {

    private static final Type INSTRUMENTATION = Type.getType(Instrumentation.class);
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type CONDITION = Type.getObjectType("java/util/concurrent/locks/Condition");

    /** Methods of collections and the like that change nothing. */
    private static final Set<String> READING = Set.of("isEmpty", "size", "peek", "peekFirst", "peekLast", "element",
            "getFirst", "getLast", "get", "getOrDefault", "contains", "containsKey", "containsValue", "containsAll",
            "indexOf", "lastIndexOf", "iterator", "forEach", "stream", "toArray", "toString", "keySet", "values", "entrySet",
            "subList", "descendingIterator", "length", "charAt", "array", "limit", "capacity", "hasRemaining",
            "remaining", "hashCode", "equals", "first", "last", "firstKey", "lastKey", "firstEntry", "lastEntry");

    /** Waiting by other means, or mutual exclusion. */
    private static final Map<String, Set<String>> UNSEEN = Map.of(
            "java/lang/Thread", Set.of("sleep", "join", "start"),
            "java/lang/Object", Set.of("wait", "notify", "notifyAll"),
            "java/util/concurrent/locks/LockSupport", Set.of("park", "parkNanos", "parkUntil"),
            "java/util/concurrent/TimeUnit", Set.of("sleep", "timedJoin", "timedWait"),
            "java/util/concurrent/Semaphore", Set.of("acquire", "acquireUninterruptibly", "tryAcquire"),
            "java/util/concurrent/CountDownLatch", Set.of("await"),
            "java/util/concurrent/CyclicBarrier", Set.of("await"),
            "java/util/concurrent/Exchanger", Set.of("exchange"),
            "java/util/concurrent/Phaser", Set.of("awaitAdvance", "arriveAndAwaitAdvance", "awaitAdvanceInterruptibly"));
    private static final Set<String> BLOCKING_QUEUE = Set.of("put", "take", "transfer", "putFirst", "putLast", "takeFirst",
            "takeLast");
    private static final Set<String> FUTURE = Set.of("get", "join", "invokeAll", "invokeAny", "awaitTermination");

    private final Instrumenter instrumenter;
    private final String className;
    private final boolean constructor;
    private final boolean isStatic;
    private final boolean isSynchronized;
    /** Whether calls of it belong into a story. */
    private final boolean told;
    private final Label begin = new Label();
    private int line;

    MethodInstrumenter(Instrumenter instrumenter, String className, int access, String name, String descriptor,
            MethodVisitor next) {
        super(Opcodes.ASM9, next, access, name, descriptor);
        this.instrumenter = instrumenter;
        this.className = className;
        constructor = name.equals("<init>") || name.equals("<clinit>");
        isStatic = (access & Opcodes.ACC_STATIC) != 0;
        isSynchronized = (access & Opcodes.ACC_SYNCHRONIZED) != 0;
        told = !constructor && (access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)) == 0;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (isSynchronized) {
            push(site("synchronized"));
            call("cannotBeSeen", Type.INT_TYPE);
        }
        if (told) {
            whileRecording(() -> {
                if (isStatic) {
                    push((String) null);
                } else {
                    loadThis();
                }
                push(getName());
                loadArgArray();
                call("enter", OBJECT, Type.getType(String.class), Type.getType(Object[].class));
            });
            mark(begin);
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (told) {
            catchException(begin, mark(), null);
            dup();
            call("leaveByThrowing", Type.getType(Throwable.class));
            throwException();
        }
        super.visitMaxs(maxStack, maxLocals);
    }

    @Override
    public void visitLineNumber(int line, Label start) {
        this.line = line;
        super.visitLineNumber(line, start);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        Type type = Type.getType(descriptor);
        boolean writes = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
        if (writes && type.equals(CONDITION)) {
            dup();
            push(name);
            call("named", OBJECT, Type.getType(String.class));
        }
        Field field = instrumenter.field(owner, name);
        boolean ofThisNotYetMade = constructor && writes;
        if (field == null || field.isFinal() || name.indexOf('$') >= 0 || ofThisNotYetMade) {
            super.visitFieldInsn(opcode, owner, name, descriptor);
            return;
        }
        boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
        int value = -1;
        if (isStatic) {
            push(Type.getObjectType(owner));
        } else if (writes) {
            value = newLocal(type);
            storeLocal(value, type);
            dup();
        } else {
            dup();
        }
        push(field.index());
        if (field.isVolatile()) {
            call("synchronize", OBJECT, Type.INT_TYPE);
        } else {
            push(site(simple(owner) + "." + name));
            call(writes ? "write" : "read", OBJECT, Type.INT_TYPE, Type.INT_TYPE);
        }
        if (value >= 0) {
            loadLocal(value, type);
        }
        super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitInsn(int opcode) {
        if (told && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            leave(opcode);
        } else if (opcode == Opcodes.MONITORENTER) {
            push(site("synchronized"));
            call("cannotBeSeen", Type.INT_TYPE);
        } else if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
            dup2();
            push(site("an array's element"));
            call("read", OBJECT, Type.INT_TYPE, Type.INT_TYPE);
        } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
            Type type = elementType(opcode);
            int value = newLocal(type);
            storeLocal(value, type);
            dup2();
            push(site("an array's element"));
            call("write", OBJECT, Type.INT_TYPE, Type.INT_TYPE);
            loadLocal(value, type);
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (owner.equals("java/lang/System") && name.equals("arraycopy")) {
            push(site("an array's element"));
            invokeStatic(INSTRUMENTATION, new Method("arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;III)V"));
            return;
        }
        if (isUnseen(owner, name)) {
            push(site(simple(owner) + "." + name + "()"));
            call("cannotBeSeen", Type.INT_TYPE);
        } else if (opcode != Opcodes.INVOKESTATIC && !name.equals("<init>") && owner.startsWith("java/")) {
            beforeCallOf(owner, name, Type.getArgumentTypes(descriptor));
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    private void beforeCallOf(String owner, String name, Type[] arguments) {
        boolean lock = owner.startsWith("java/util/concurrent/locks/");
        boolean atomic = owner.startsWith("java/util/concurrent/atomic/");
        boolean container = !lock && !atomic && isContainer(owner);
        if (!lock && !atomic && !container) {
            return;
        }
        int[] values = new int[arguments.length];
        for (int i = arguments.length - 1; i >= 0; i--) {
            values[i] = newLocal(arguments[i]);
            storeLocal(values[i], arguments[i]);
        }
        dup();
        if (lock) {
            push(site(simple(owner) + "." + name + "()"));
            call("lock", OBJECT, Type.INT_TYPE);
        } else if (atomic) {
            push(0);
            call("synchronize", OBJECT, Type.INT_TYPE);
        } else {
            push(!READING.contains(name));
            push(site("what is in its " + simple(owner)));
            call("container", OBJECT, Type.BOOLEAN_TYPE, Type.INT_TYPE);
        }
        for (int i = 0; i < arguments.length; i++) {
            loadLocal(values[i], arguments[i]);
        }
    }

    private static boolean isUnseen(String owner, String name) {
        return UNSEEN.getOrDefault(owner, Set.of()).contains(name)
                || owner.startsWith("java/util/concurrent/") && owner.matches(".*(Blocking|Transfer|Synchronous|Delay)\\w*")
                && BLOCKING_QUEUE.contains(name)
                || owner.startsWith("java/util/concurrent/") && owner.matches(".*(Future|Executor|Pool)\\w*")
                && FUTURE.contains(name);
    }

    /** A class of the JDK whose objects hold what others put there: collections, iterators, buffers. */
    private static boolean isContainer(String owner) {
        try {
            Class<?> type = Class.forName(owner.replace('/', '.'), false, null);
            return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)
                    || Iterator.class.isAssignableFrom(type) || Buffer.class.isAssignableFrom(type)
                    || type == StringBuilder.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private void leave(int returnOpcode) {
        boolean isVoid = returnOpcode == Opcodes.RETURN;
        Type type = getReturnType();
        int result = isVoid ? -1 : newLocal(type);
        if (!isVoid) {
            storeLocal(result, type);
        }
        whileRecording(() -> {
            push(isVoid);
            if (isVoid) {
                push((String) null);
            } else {
                loadLocal(result, type);
                valueOf(type);
            }
            call("leave", Type.BOOLEAN_TYPE, OBJECT);
        });
        if (!isVoid) {
            loadLocal(result, type);
        }
    }

    private void whileRecording(Runnable code) {
        Label not = newLabel();
        invokeStatic(INSTRUMENTATION, new Method("recording", Type.BOOLEAN_TYPE, new Type[0]));
        ifZCmp(EQ, not);
        code.run();
        mark(not);
    }

    private void call(String method, Type... arguments) {
        invokeStatic(INSTRUMENTATION, new Method(method, Type.VOID_TYPE, arguments));
    }

    private int site(String what) {
        String method = getName().startsWith("lambda$") ? getName().split("\\$")[1] : getName();
        String where = method.equals("<init>") ? "new " + simple(className) : simple(className) + "." + method;
        return Instrumentation.site(what, where + ", line " + line);
    }

    private static String simple(String owner) {
        return owner.replaceAll(".*/", "").replaceAll("\\$\\d+", "").replace('$', '.');
    }

    private static Type elementType(int storeOpcode) {
        return switch (storeOpcode) {
            case Opcodes.LASTORE -> Type.LONG_TYPE;
            case Opcodes.DASTORE -> Type.DOUBLE_TYPE;
            case Opcodes.FASTORE -> Type.FLOAT_TYPE;
            case Opcodes.AASTORE -> OBJECT;
            default -> Type.INT_TYPE;
        };
    }
}
