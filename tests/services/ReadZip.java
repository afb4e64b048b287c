// Reads a zip as a stream, as Java programs do: entry after entry, without its directory. Prints the SHA-256 of all contents.
// Run by `java ReadZip.java FILE`.
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipInputStream;

public class ReadZip {
    public static void main(String[] args) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(new FileInputStream(args[0]), 1 << 16))) {
            while (zip.getNextEntry() != null) {
                for (int read = zip.read(buffer); read > 0; read = zip.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
        }

        System.out.println(HexFormat.of().formatHex(digest.digest()));
    }
}
