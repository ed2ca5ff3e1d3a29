package workbook.grader.guard;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/**
 * All that a class file refers to, from its constant pool: there is nothing that its code could name that isn't in
 * there, by whatever instruction.
 */
final class References {

    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int METHOD_TYPE = 16;

    private final ClassReader reader;
    private final char[] buffer;
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<Member> members = new LinkedHashSet<>();

    /** @param owner the class it is looked for in, which needn't be the one that declares it */
    record Member(String owner, String name, String descriptor) {
    }

    References(byte[] classFile) {
        reader = new ClassReader(classFile);
        buffer = new char[reader.getMaxStringLength()];
        for (int item = 1; item < reader.getItemCount(); item++) {
            int offset = reader.getItem(item);
            if (offset > 0) {
                add(reader.readByte(offset - 1), offset);
            }
        }
    }

    /** Names of classes, as in {@code java.util.Map$Entry}; of an array's elements. */
    Set<String> types() {
        return types;
    }

    Set<Member> members() {
        return members;
    }

    private void add(int tag, int offset) {
        switch (tag) {
            case CLASS -> addType(Type.getObjectType(reader.readUTF8(offset, buffer)));
            case METHOD_TYPE -> {
                Type method = Type.getMethodType(reader.readUTF8(offset, buffer));
                addType(method.getReturnType());
                for (Type argument : method.getArgumentTypes()) {
                    addType(argument);
                }
            }
            case FIELD, METHOD, INTERFACE_METHOD -> {
                Type owner = Type.getObjectType(reader.readClass(offset, buffer));
                int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
                members.add(new Member(name(owner), reader.readUTF8(nameAndType, buffer),
                        reader.readUTF8(nameAndType + 2, buffer)));
            }
            default -> {
                // text, numbers, and what points to the ones above
            }
        }
    }

    private void addType(Type type) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            types.add(element.getClassName());
        }
    }

    private static String name(Type owner) {
        return owner.getSort() == Type.ARRAY ? "java.lang.Object" : owner.getClassName();
    }
}
