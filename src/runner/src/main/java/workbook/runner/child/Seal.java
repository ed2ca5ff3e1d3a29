package workbook.runner.child;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells what one side wrote from what somebody else did who doesn't know the key (HMAC-SHA-256, of what was written
 * and of how much came before). Without a key there are no seals, and all is genuine. Not thread-safe.
 */
public final class Seal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Mac mac;
    private long count;

    /** @param key of {@link #newKey()}; or nothing */
    Seal(String key) {
        mac = key.isEmpty() ? null : mac(key);
    }

    /** One that nobody can guess. */
    public static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** How many bytes a seal has. */
    int length() {
        return mac == null ? 0 : mac.getMacLength();
    }

    /** The seal of what is written next. */
    byte[] next(byte[] content) {
        if (mac == null) {
            return new byte[0];
        }
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(count++).array());
        return mac.doFinal(content);
    }

    /** Whether that is the seal of what was written next. */
    boolean isNext(byte[] content, byte[] seal) {
        return MessageDigest.isEqual(next(content), seal);
    }

    private static Mac mac(String key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
