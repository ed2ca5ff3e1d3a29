package workbook.grader.guard;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** In which line a class first refers to something: for people, who want to know where. */
final class Lines {

    private final Map<String, Integer> lines = new HashMap<>();

    Lines(byte[] classFile) {
        new ClassReader(classFile).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                    String[] exceptions) {
                return new Instructions();
            }
        }, ClassReader.SKIP_FRAMES);
    }

    /** Of a member; 0 if nobody knows. */
    int of(References.Member member) {
        return lines.getOrDefault(member.owner() + "." + member.name(), 0);
    }

    /** Of a class; 0 if nobody knows. */
    int of(String type) {
        return lines.getOrDefault(type, 0);
    }

    private final class Instructions extends MethodVisitor {

        private int line;

        Instructions() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            see(Type.getObjectType(type));
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            see(Type.getType(descriptor));
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            see(owner, name);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            see(owner, name);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            constant(bootstrap);
            for (Object argument : arguments) {
                constant(argument);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            constant(value);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (type != null) {
                see(Type.getObjectType(type));
            }
        }

        private void constant(Object value) {
            if (value instanceof Type type && type.getSort() != Type.METHOD) {
                see(type);
            } else if (value instanceof Handle handle) {
                see(handle.getOwner(), handle.getName());
            } else if (value instanceof ConstantDynamic dynamic) {
                constant(dynamic.getBootstrapMethod());
                for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                    constant(dynamic.getBootstrapMethodArgument(i));
                }
            }
        }

        private void see(String owner, String member) {
            Type type = Type.getObjectType(owner);
            see(type);
            lines.putIfAbsent(type.getClassName() + "." + member, line);
        }

        private void see(Type type) {
            Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
            lines.putIfAbsent(element.getClassName(), line);
        }
    }
}
