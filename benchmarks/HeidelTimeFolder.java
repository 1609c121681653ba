import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;

/** HeidelTime over many texts in one process: "IN, tab, OUT, tab, yyyy-MM-dd" a line on stdin; CONFIG and TYPE as arguments. */
public class HeidelTimeFolder {
    public static void main(String[] args) throws Exception {
        HeidelTimeStandalone tagger = new HeidelTimeStandalone(
            Language.ENGLISH, DocumentType.valueOf(args[1]), OutputType.TIMEML, args[0], POSTagger.TREETAGGER);
        BufferedReader jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            String[] job = line.split("\t");
            String text = Files.readString(Path.of(job[0]));
            String tagged = tagger.process(text, new SimpleDateFormat("yyyy-MM-dd").parse(job[2]));
            Files.writeString(Path.of(job[1]), tagged);
        }
    }
}
