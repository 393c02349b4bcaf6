import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates files, each against its flavour, in one run: java Validate FLAVOUR FILE [...]. */
public class Validate {
    public static void main(String[] pairs) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int at = 0; at + 1 < pairs.length; at += 2) {
            System.out.println(verdict(PDFAFlavour.fromString(pairs[at]), pairs[at + 1]));
        }
    }

    /** One line: the file, a tab, "compliant" or the rules it breaks. */
    private static String verdict(PDFAFlavour flavour, String name) throws Exception {
        try (FileInputStream file = new FileInputStream(name);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            StringBuilder line = new StringBuilder(name).append('\t');
            if (result.isCompliant()) {
                return line.append("compliant").toString();
            }
            for (TestAssertion broken : result.getTestAssertions()) {
                line.append(broken.getRuleId().getClause()).append(' ');
                line.append(broken.getMessage().replaceAll("\\s+", " ")).append("; ");
            }
            return line.toString();
        }
    }
}
