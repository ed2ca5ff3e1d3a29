package workbook.grader.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Which class declares what: those of the submission, of the workbook, and of the JDK. Nothing is ever loaded. */
final class Types {

    private final Map<String, byte[]> submitted;
    private final Map<String, Optional<Type>> known = new HashMap<>();

    /** @param members names with descriptors: {@code exit(I)V}, {@code outLjava/io/PrintStream;} */
    private record Type(List<String> supertypes, Set<String> members) {
    }

    /** @param submitted the class files of the submission, by name, as in {@code java.util.Map$Entry} */
    Types(Map<String, byte[]> submitted) {
        this.submitted = submitted;
    }

    /** Whether the submission brings it along. */
    boolean isSubmitted(String name) {
        return submitted.containsKey(name);
    }

    /** Whether the workbook, a library or the JDK has a class of that name. */
    static boolean isOfThisJvm(String name) {
        return ofThisJvm(name) != null;
    }

    /** The class that declares a member of that class: itself, or the nearest one above that does. */
    Optional<String> declaring(String name, String member, String descriptor) {
        Optional<Type> type = type(name);
        if (type.isEmpty() || type.get().members().contains(member + descriptor)) {
            return type.map(itself -> name);
        }
        return type.get().supertypes().stream().flatMap(above -> declaring(above, member, descriptor).stream())
                .findFirst();
    }

    private Optional<Type> type(String name) {
        Optional<Type> type = known.get(name);
        if (type == null) {
            type = read(name);
            known.put(name, type);
        }
        return type;
    }

    private Optional<Type> read(String name) {
        byte[] bytes = submitted.containsKey(name) ? submitted.get(name) : ofThisJvm(name);
        if (bytes == null) {
            return Optional.empty();
        }
        List<String> supertypes = new ArrayList<>();
        Set<String> members = new HashSet<>();
        new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public void visit(int version, int access, String self, String signature, String superName, String[] faces) {
                if (superName != null) {
                    supertypes.add(superName.replace('/', '.'));
                }
                for (String face : faces) {
                    supertypes.add(face.replace('/', '.'));
                }
            }

            @Override
            public FieldVisitor visitField(int access, String field, String descriptor, String signature, Object value) {
                members.add(field + descriptor);
                return null;
            }

            @Override
            public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
                    String[] exceptions) {
                members.add(method + descriptor);
                return null;
            }
        }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return Optional.of(new Type(supertypes, members));
    }

    private static byte[] ofThisJvm(String name) {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
