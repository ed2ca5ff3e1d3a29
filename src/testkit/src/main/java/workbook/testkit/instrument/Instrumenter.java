package workbook.testkit.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Adds calls of {@link workbook.world.simulation.Instrumentation} to a class. */
public final class Instrumenter {

    private final ClassLoader classes;
    private final Map<String, Map<String, Field>> fields = new HashMap<>();

    /** @param index its number in its class, behind those of the classes above */
    record Field(int index, int access) {

        boolean isVolatile() {
            return (access & Opcodes.ACC_VOLATILE) != 0;
        }

        boolean isFinal() {
            return (access & Opcodes.ACC_FINAL) != 0;
        }
    }

    /** @param classes where to look for the classes that this one refers to */
    public Instrumenter(ClassLoader classes) {
        this.classes = classes;
    }

    public byte[] instrument(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return classes;
            }
        };
        String name = reader.getClassName();
        reader.accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
                    String[] exceptions) {
                MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
                return next == null ? null
                        : new MethodInstrumenter(Instrumenter.this, name, access, method, descriptor, next);
            }
        }, ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    /** The field that an instruction means; null if it's of a class that isn't instrumented. */
    Field field(String owner, String name) {
        for (String type = owner; type != null; type = superclass(type)) {
            Field field = fieldsOf(type).get(name);
            if (field != null) {
                return field;
            }
        }
        return null;
    }

    private final Map<String, String> superclasses = new HashMap<>();

    private String superclass(String type) {
        fieldsOf(type);
        return superclasses.get(type);
    }

    private Map<String, Field> fieldsOf(String type) {
        Map<String, Field> known = fields.get(type);
        if (known != null) {
            return known;
        }
        Map<String, Field> found = new HashMap<>();
        try (InputStream in = classes.getResourceAsStream(type + ".class")) {
            if (in != null && !type.startsWith("java/")) {
                ClassReader reader = new ClassReader(in.readAllBytes());
                superclasses.put(type, reader.getSuperName());
                int first = depth(reader.getSuperName()) * 1_000;
                reader.accept(new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public FieldVisitor visitField(int access, String name, String descriptor, String signature,
                            Object value) {
                        found.put(name, new Field(first + found.size(), access));
                        return null;
                    }
                }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        } catch (IOException e) {
            found.clear();   // then it isn't looked at
        }
        fields.put(type, found);
        return found;
    }

    private int depth(String type) {
        int depth = 0;
        for (String each = type; each != null && !each.startsWith("java/"); each = superclass(each)) {
            depth++;
        }
        return depth;
    }
}
