package workbook.docs;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * All names that a document may use: our own, the JDK's, Flink's and Kafka's; and what is allowed besides.
 *
 * <p>The list of Flink's and Kafka's remembers what it was asked for. So it is always asked: {@code |}, not {@code ||}.
 */
final class KnownNames {

    private final OwnNames own;
    private final LibraryNames library;
    private final ListedNames listed;
    private final Allowed allowed;

    KnownNames(OwnNames own, LibraryNames library, ListedNames listed, Allowed allowed) {
        this.own = own;
        this.library = library;
        this.listed = listed;
        this.allowed = allowed;
    }

    /** Whether the text as a whole needs no looking into. */
    boolean isListedOrAllowed(String text) {
        return allowed.allows(text) | listed.isName(text);
    }

    boolean isType(String name) {
        return listed.isType(name) | own.isType(name) || library.isType(name);
    }

    boolean isMember(String type, String member) {
        return listed.isMember(type, member) | own.isMember(type, member) || library.isMember(type, member)
                || own.supertypes(type).anyMatch(above -> library.isMember(above, member));
    }

    /** What a method is called on: a variable in our sources, or a type's name with a small first letter. */
    boolean isVariable(String name) {
        return own.isVariable(name) || allowed.allows(name)
                || isType(Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }

    /**
     * Whether it is the name of anything that needs no owner in front.
     *
     * @param typesAround types that the same document names: it may speak of their members
     */
    boolean isName(String name, Collection<String> typesAround) {
        return listed.isName(name) | own.isName(name) || isType(name) || library.isWordInUse(name)
                || typesAround.stream().anyMatch(type -> library.isMember(type, name)) || allowed.allows(name);
    }

    /** Why a name is a problem. */
    String unknown(String name) {
        return "There is no " + name + ": not here, not in the JDK, and not in the list of Flink's and Kafka's names."
                + Nearest.hint(name, Stream.concat(own.typesAndMembers(), listed.names()).toList());
    }

    /** Why a member is a problem. */
    String unknown(String type, String member) {
        List<String> members = Stream.of(own.members(type), library.members(type).stream(), listed.members(type))
                .flatMap(names -> names).toList();
        return "There is a " + type + ", but it has no " + member + "." + Nearest.hint(member, members);
    }
}
