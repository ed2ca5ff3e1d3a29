package workbook.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/**
 * What a compiler sees of classes when it compiles others that use them: all but private members and what methods do.
 * As long as that stays as it is, what was compiled against them needn't be compiled again.
 */
final class ClassApi extends ClassVisitor {

    private static final int HIDDEN = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;

    private final List<String> seen = new ArrayList<>();

    private ClassApi() {
        super(Opcodes.ASM9);
    }

    /** The same for classes that look the same, in whatever folder; or for the same jar, which nobody edits. */
    static String fingerprint(Path folder) throws IOException {
        if (Files.isRegularFile(folder)) {
            return Sources.fingerprint(List.of(folder));
        }
        ClassApi api = new ClassApi();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".class")).sorted().toList()) {
                new ClassReader(Files.readAllBytes(file)).accept(api,
                        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        }
        return Sources.fingerprintOf(api.seen.toArray(String[]::new));
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        see("class", access, name, signature, superName, Arrays.toString(interfaces));
    }

    @Override
    public void visitInnerClass(String name, String outerName, String innerName, int access) {
        see("inner class", access, name, outerName, innerName);
    }

    @Override
    public void visitPermittedSubclass(String name) {
        see("permitted", name);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        see("component", name, descriptor, signature);
        return null;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object constant) {
        if ((access & HIDDEN) == 0) {
            see("field", access, name, descriptor, signature, constant);
        }
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
            String[] exceptions) {
        if ((access & HIDDEN) == 0) {
            see("method", access, name, descriptor, signature, Arrays.toString(exceptions));
        }
        return null;
    }

    private void see(Object... facts) {
        seen.add(Arrays.toString(facts));
    }
}
