// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/codeeditor.h"
#include "editor/codeeditor_p.h"
#include "editor/lexers.h"
#include <QAccessible>
#include <QFileInfo>
#include <QScrollBar>
#include <QTimer>
#include <QToolTip>
#include <QVBoxLayout>
#include <Qsci/qscilexer.h>
#include <utility>

namespace lathe {

CodeEditor::CodeEditor(ThemeManager &theme, QWidget *parent) : QWidget(parent), d(std::make_unique<Private>(this, theme))
{
    d->build();
    connect(&theme, &ThemeManager::changed, this, [this] {
        if (d->styled && (isVisible() || !window()->isVisible()))
            d->redress();
        else
            d->styled = false; // when it is seen again
    });
}

CodeEditor::~CodeEditor()
{
    d->letGo();
}

/// Fonts and colours cost more than the widget: an editor that gets a document takes them on then, once.
void CodeEditor::showEvent(QShowEvent *event)
{
    if (!d->styled)
        d->redress();
    QWidget::showEvent(event);
}

void CodeEditor::Private::build()
{
    view = new SciView(q);
    view->setAsInFile([this](const QByteArray &shown) {
        int row = 0;
        int character = 0;
        view->place(view->call(SciView::SCI_GETSELECTIONSTART), &row, &character);
        return rows.isEmpty() ? shown : rows.uncut(shown, {row + 1, character + 1});
    });
    view->setTypesAtAll([this](const QKeyEvent &key) { return typeAtAll(key); });
    auto *column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view);
    q->setFocusProxy(view);
    view->setFrameShape(QFrame::NoFrame);
    view->setAccessibleName(CodeEditor::tr("Text editor"));
    view->setAccessibleDescription(CodeEditor::tr("Escape, then Tab leaves the editor"));
    view->setMargins(3);
    view->setMarginType(0, QsciScintilla::NumberMargin);
    view->setMarginType(markMargin, QsciScintilla::SymbolMargin);
    view->setMarginMarkerMask(markMargin, 7 << firstSeverityMarker | 1 << bookmarkMarker | 7 << firstLampMarker);
    view->setMarginSensitivity(markMargin, true);
    view->SendScintilla(SciView::SCI_SETMARGINCURSORN, static_cast<unsigned long>(markMargin), long(SciView::SC_CURSORARROW));
    view->setMarginWidth(markMargin, 18);
    view->setCaretLineVisible(true);
    view->setCaretWidth(2);
    view->setAutoIndent(true);
    view->setIndentationGuides(true);
    view->setTabIndents(true);
    view->setBackspaceUnindents(true);
    view->setScrollWidth(1);
    view->setScrollWidthTracking(true);
    view->setExtraAscent(2);
    view->setExtraDescent(2);
    view->SendScintilla(SciView::SCI_SETMULTIPLESELECTION, 1UL);
    view->SendScintilla(SciView::SCI_SETADDITIONALSELECTIONTYPING, 1UL);
    view->SendScintilla(SciView::SCI_SETMULTIPASTE, 1UL);
    view->SendScintilla(SciView::SCI_SETMOUSEDWELLTIME, 400UL);
    view->SendScintilla(SciView::SCI_SETLAYOUTCACHE, 2UL); // a page
    // The last line may be scrolled up, but a text that fits needs no scroll bar.
    const auto fitBar = [this] {
        const bool fits = view->call(SciView::SCI_VISIBLEFROMDOCLINE, static_cast<unsigned long>(view->lines() - 1)) < view->call(SciView::SCI_LINESONSCREEN);
        if (fits != (view->call(SciView::SCI_GETENDATLASTLINE) != 0))
            view->SendScintilla(SciView::SCI_SETENDATLASTLINE, fits ? 1UL : 0UL);
    };
    QObject::connect(view->verticalScrollBar(), &QAbstractSlider::rangeChanged, q, fitBar);
    QObject::connect(view, &SciView::resized, q, fitBar); // the range is the same in any height
    view->SendScintilla(SciView::SCI_SETENDATLASTLINE, 0UL);
    QObject::connect(view, &QsciScintilla::textChanged, q, [this] {
        if (!quiet)
            tellChange();
    });
    QObject::connect(view, &QsciScintillaBase::SCN_MODIFIED, q, [this](int, int type) {
        if (quiet && (type & (SciView::SC_MOD_BEFOREINSERT | SciView::SC_MOD_BEFOREDELETE)) != 0)
            tellSoon();
    });
    QObject::connect(view, &QsciScintilla::linesChanged, q, [this] { fitNumberMargin(); });
    QObject::connect(view, &QsciScintillaBase::SCN_ZOOM, q, [this] { fitNumberMargin(); });
    QObject::connect(view, &QsciScintilla::modificationChanged, q, &CodeEditor::modifiedChanged);
    QObject::connect(view, &QsciScintilla::marginClicked, q, &CodeEditor::foldsChanged, Qt::QueuedConnection); // the click folds after it is told
    QObject::connect(view, &QsciScintilla::cursorPositionChanged, q, [this] {
        const LineRows::Place place = caret(); // both at once: the characters of the line are counted
        emit q->cursorMoved(place.line, place.column);
    });
    QObject::connect(view, &QsciScintillaBase::SCN_CHARADDED, q, [this](int character) { noteTyped(character); });
    QObject::connect(view, &QsciScintillaBase::SCN_STYLENEEDED, q, [this](int until) { cutPlain(until); });
    QObject::connect(view, &SciView::readerCame, q, [this] { listenTo(view->byteCount()); });
    QObject::connect(view, &SciView::menuRequested, q, [this](const QPoint &at) { showMenu(at); });
    QObject::connect(view, &QsciScintilla::marginClicked, q, [this](int margin, int line) { clickMargin(margin, line); });
    QObject::connect(view, &QsciScintillaBase::SCN_DWELLSTART, q, [this](int position, int x, int y) {
        int line = 0;
        int character = 0;
        if (position >= 0)
            view->place(position, &line, &character);
        const QString text = position < 0 ? marginText(x, y) : q->diagnosticsAt(line + 1, character + 1);
        if (!text.isEmpty()) // escaped: tool tips guess whether text is HTML
            QToolTip::showText(view->viewport()->mapToGlobal(QPoint(x, y)),
                               QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(text.toHtmlEscaped()), view);
    });
    QObject::connect(view, &QsciScintillaBase::SCN_DWELLEND, q, [] { QToolTip::hideText(); });
}

QFont CodeEditor::Private::codeFont() const
{
    // Scintilla wants points and one family; the Hangul companion comes in as that family's substitute.
    QFont font = theme.type().font(TextRole::Code);
    const QStringList families = font.families();
    if (families.size() > 1 && !QFont::substitutes(families[0]).contains(families[1]))
        QFont::insertSubstitution(families[0], families[1]);
    font.setPointSizeF(font.pixelSize() * 72.0 / q->logicalDpiY());
    font.setFamilies({families.value(0)});
    return font;
}

void CodeEditor::Private::restyle()
{
    applyLexer(); // a lexer resets all styles, so the rest comes after it
    styleRest();
}

void CodeEditor::Private::redress()
{
    if (!lexer) {
        restyle();
        return;
    }
    const QFont font = codeFont();
    constexpr unsigned long base = SciView::STYLE_DEFAULT;
    view->SendScintilla(SciView::SCI_STYLESETFONT, base, font.family().toUtf8().constData());
    view->SendScintilla(SciView::SCI_STYLESETSIZEFRACTIONAL, base, long(font.pointSizeF() * int(SciView::SC_FONT_SIZE_MULTIPLIER)));
    view->SendScintilla(SciView::SCI_STYLESETFORE, base, theme.color(Token::Text));
    view->SendScintilla(SciView::SCI_STYLESETBACK, base, theme.color(Token::Editor));
    view->SendScintilla(SciView::SCI_STYLECLEARALL);
    dressLexer(*lexer, language, theme.theme(), font);
    styleRest();
}

void CodeEditor::Private::styleRest()
{
    styled = true;
    const auto color = [this](Token token) { return theme.color(token); };
    view->setCaretForegroundColor(color(Token::Accent));
    view->setCaretLineBackgroundColor(color(Token::EditorLine));
    view->setSelectionBackgroundColor(color(Token::EditorSelection));
    view->resetSelectionForegroundColor();
    view->SendScintilla(SciView::SCI_SETADDITIONALSELBACK, color(Token::EditorSelection));
    view->SendScintilla(SciView::SCI_SETADDITIONALCARETFORE, color(Token::Accent));
    view->setMarginsFont(codeFont());
    view->setMarginsForegroundColor(color(Token::EditorLineNumber));
    view->setMarginsBackgroundColor(color(Token::EditorGutter));
    view->setFoldMarginColors(color(Token::EditorGutter), color(Token::EditorGutter));
    view->setIndentationGuidesForegroundColor(color(Token::EditorGuide));
    view->setIndentationGuidesBackgroundColor(color(Token::Editor));
    view->setMatchedBraceBackgroundColor(color(Token::EditorBrace));
    view->setMatchedBraceForegroundColor(color(Token::Accent));
    view->setUnmatchedBraceBackgroundColor(color(Token::Editor));
    view->setUnmatchedBraceForegroundColor(color(Token::Error));
    const QFont font = codeFont();
    for (const unsigned long style : {SciView::STYLE_BRACELIGHT, SciView::STYLE_BRACEBAD}) { // a lexer leaves these two with a font of size 1
        view->SendScintilla(SciView::SCI_STYLESETFONT, style, font.family().toUtf8().constData());
        view->SendScintilla(SciView::SCI_STYLESETSIZEFRACTIONAL, style, long(font.pointSizeF() * int(SciView::SC_FONT_SIZE_MULTIPLIER)));
    }
    view->setWhitespaceForegroundColor(color(Token::EditorWhitespace));
    view->setCallTipsBackgroundColor(color(Token::Raised));
    view->setCallTipsForegroundColor(color(Token::Text));
    view->indicatorDefine(QsciScintilla::FullBoxIndicator, findIndicator);
    view->setIndicatorForegroundColor(color(Token::EditorFind), findIndicator);
    view->setIndicatorDrawUnder(true, findIndicator);
    view->SendScintilla(SciView::SCI_INDICSETALPHA, static_cast<unsigned long>(findIndicator), 255L);
    static constexpr Token severities[] = {Token::Info, Token::Warning, Token::Error};
    for (int i = 0; i < 3; ++i) {
        view->indicatorDefine(QsciScintilla::SquiggleIndicator, firstSeverityIndicator + i);
        view->setIndicatorForegroundColor(color(severities[i]), firstSeverityIndicator + i);
    }
    restyleMarkers();
    fitNumberMargin();
}

void CodeEditor::Private::restyleMarkers()
{
    view->SendScintilla(SciView::SCI_RGBAIMAGESETSCALE, static_cast<unsigned long>(qRound(q->devicePixelRatioF() * 100)));
    for (const int marker : {SciView::SC_MARKNUM_FOLDER, SciView::SC_MARKNUM_FOLDEREND})
        defineMark("chevron-right", IconRole::Muted, 12, marker);
    for (const int marker : {SciView::SC_MARKNUM_FOLDEROPEN, SciView::SC_MARKNUM_FOLDEROPENMID})
        defineMark("chevron-down", IconRole::Muted, 12, marker);
    for (int marker : {SciView::SC_MARKNUM_FOLDERSUB, SciView::SC_MARKNUM_FOLDERTAIL, SciView::SC_MARKNUM_FOLDERMIDTAIL})
        view->SendScintilla(SciView::SCI_MARKERDEFINE, static_cast<unsigned long>(marker), long(SciView::SC_MARK_EMPTY));
    if (std::exchange(marks, false))
        needMarks();
    else
        QTimer::singleShot(50, view, [this] { needMarks(); });
}

void CodeEditor::Private::applyLexer()
{
    const int first = view->firstVisibleLine();
    delete lexer;
    QsciLexer *fresh = plain ? nullptr : makeLexer(language, theme.theme(), codeFont(), view);
    view->setLexer(fresh);
    lexer = fresh;
    if (!fresh) {
        view->setFont(codeFont());
        view->setColor(theme.color(Token::Text));
        view->setPaper(theme.color(Token::Editor));
        if (plain)
            likePlain();
    }
    // Languages whose lexers give no points to fold at.
    static constexpr Language flat[] = {Language::Markdown, Language::Diff, Language::GraphQl, Language::Requirements, Language::Terraform};
    const bool folds = fresh && std::find(std::begin(flat), std::end(flat), language) == std::end(flat);
    view->setFolding(folds ? QsciScintilla::PlainFoldStyle : QsciScintilla::NoFoldStyle, foldMargin);
    view->setMarginWidth(foldMargin, folds ? 16 : 4);
    view->SendScintilla(SciView::SCI_SETFOLDFLAGS, 0UL);
    spareWork();
    view->setFirstVisibleLine(first);
}

/// What costs a key more than its time in large texts: QScintilla walks from a brace to its partner with each move of the cursor, however
/// far that is, and colours all that follows a change in pieces of 20 ms and more, behind which the next key waits.
void CodeEditor::Private::spareWork()
{
    constexpr unsigned long toVisible = 1, all = 3;
    const bool large = view->byteCount() > spareBytes;
    view->setBraceMatching(plain || large ? QsciScintilla::NoBraceMatch : QsciScintilla::SloppyBraceMatch);
    view->SendScintilla(SciView::SCI_SETIDLESTYLING, large ? toVisible : all); // what is seen at once, the rest when there is time
}

void CodeEditor::Private::applyIndentation()
{
    // The file's own habit first, then the language's.
    int width = indentWidth(language);
    bool tabs = width == 0;
    const int lines = std::min(view->lines(), 400);
    for (int i = 0; i < lines; ++i) {
        const QByteArray line = lineBytes(i).left(64);
        if (line.startsWith('\t')) {
            tabs = true;
            break;
        }
        if (line.startsWith("  ")) {
            int spaces = 0;
            while (spaces < line.size() && line[spaces] == ' ')
                ++spaces;
            if (spaces < line.size() && line[spaces] != '*' && line[spaces] != '\r' && line[spaces] != '\n') {
                tabs = false;
                if (spaces == 2 || spaces == 4)
                    width = spaces;
                break;
            }
        }
    }
    view->setIndentationsUseTabs(tabs);
    view->setTabWidth(width == 0 ? 4 : width);
    view->setIndentationWidth(tabs ? 0 : width);
}

int CodeEditor::Private::longestLine() const
{
    int longest = 0;
    const int lines = view->call(SciView::SCI_GETLINECOUNT);
    for (int i = 0; i < lines; ++i)
        longest = std::max(longest, view->call(SciView::SCI_LINELENGTH, static_cast<unsigned long>(i)));
    return longest;
}

void CodeEditor::Private::watchLineLength()
{
    const qsizetype size = view->byteCount();
    const qsizetype grown = size - lastSize;
    lastSize = size;
    if (plain && grown <= ShownText::longLineBytes / 2)
        return;
    int longest = 0;
    if (grown > ShownText::longLineBytes / 2) {
        longest = longestLine();
    } else {
        int line = 0;
        int character = 0;
        view->getCursorPosition(&line, &character);
        longest = view->call(SciView::SCI_LINELENGTH, static_cast<unsigned long>(line));
    }
    keepWidths(longest);
    if (longest > ShownText::longLineBytes)
        setPlainMode(true);
}

void CodeEditor::Private::setPlainMode(bool on)
{
    if (plain == on)
        return;
    plain = on;
    restyle();
    emit q->plainModeChanged(on);
}

/// With each change QScintilla tells assistive technology its place, counted in characters from the beginning of the text: tens of
/// milliseconds a key in 10 MB. Where nobody listens, only what comes before a change of a large text is let through.
void CodeEditor::Private::listenTo(qsizetype bytes)
{
    quiet = bytes > quietBytes && !QAccessible::isActive();
    view->setUnheard(quiet);
    constexpr int before = SciView::SC_MOD_BEFOREINSERT | SciView::SC_MOD_BEFOREDELETE;
    view->SendScintilla(SciView::SCI_SETMODEVENTMASK, static_cast<unsigned long>(quiet ? hushedEvents | before : int(SciView::SC_MODEVENTMASKALL)));
}

void CodeEditor::Private::asOneChange(const std::function<void()> &change)
{
    if (QAccessible::isActive())
        return change();
    const auto mask = static_cast<unsigned long>(view->call(SciView::SCI_GETMODEVENTMASK));
    view->SendScintilla(SciView::SCI_SETMODEVENTMASK, static_cast<unsigned long>(hushedEvents));
    change();
    view->SendScintilla(SciView::SCI_SETMODEVENTMASK, mask);
    if (quiet) {
        tellSoon();
    } else {
        fitNumberMargin();
        tellChange();
    }
}

void CodeEditor::Private::tellSoon()
{
    if (!std::exchange(changing, true))
        QMetaObject::invokeMethod(q, [this] { tellChange(); }, Qt::QueuedConnection); // once it is done
}

void CodeEditor::Private::tellChange()
{
    changing = false;
    const qsizetype size = view->byteCount();
    if ((size > quietBytes) != (lastSize > quietBytes)) // it grew to a large one, or was one
        listenTo(size);
    if ((size > spareBytes) != (lastSize > spareBytes))
        spareWork();
    watchLineLength();
    if (quiet)
        fitNumberMargin();
    emit q->textChanged();
}

void CodeEditor::Private::fitNumberMargin()
{
    const int digits = std::max(3, int(QString::number(view->lines()).size()));
    const QByteArray sample(digits, '9');
    const int width = int(view->SendScintilla(SciView::SCI_TEXTWIDTH, static_cast<unsigned long>(SciView::STYLE_LINENUMBER), sample.constData()));
    view->setMarginWidth(0, rows.isEmpty() ? width + 16 : 0); // rows have no numbers
}

QByteArray CodeEditor::Private::lineBytes(int line) const
{
    QByteArray bytes(view->call(SciView::SCI_LINELENGTH, static_cast<unsigned long>(line)), '\0');
    if (!bytes.isEmpty())
        view->SendScintilla(SciView::SCI_GETLINE, static_cast<unsigned long>(line), bytes.data());
    return bytes;
}

void CodeEditor::setDocument(const DocumentText &document, const QString &path)
{
    setDocument(document, shownText(document), path);
}

void CodeEditor::setDocument(const DocumentText &document, const ShownText &shown, const QString &path, std::optional<Language> language)
{
    d->path = path;
    d->afterStyling = {};
    const qsizetype end = document.text.indexOf(QLatin1Char('\n'));
    d->language = language ? *language : languageFor(path, document.text.left(end < 0 ? 200 : end));
    switch (document.form.ending) {
    case LineEnding::Lf: d->view->setEolMode(QsciScintilla::EolUnix); break;
    case LineEnding::CrLf: d->view->setEolMode(QsciScintilla::EolWindows); break;
    case LineEnding::Cr: d->view->setEolMode(QsciScintilla::EolMac); break;
    }
    d->plain = shown.plain;
    d->rows = shown.rows;
    d->whole = shown.whole;
    d->diagnostics.clear();
    d->fixable.clear();
    {
        // The lexer comes before the text: set after it, all of the text would be coloured at once instead of what is seen.
        const QSignalBlocker quiet(d->view);
        d->view->SendScintilla(SciView::SCI_SETMODEVENTMASK, 0UL); // QScintilla makes a string of all of it before it is blocked
        d->view->setBytes({}, true);
        d->restyle();
        d->keepWidths(int(shown.longest));
        d->view->setBytes(shown.bytes, true);
        d->cutPlain(d->rows.isEmpty() ? 2 * ShownText::lockedLineBytes : ShownText::longPageBytes); // what is laid out before it is seen
    }
    d->lastSize = d->view->byteCount();
    d->listenTo(d->lastSize);
    d->spareWork();
    d->applyIndentation();
    d->view->setReadOnly(document.readOnly || shown.locked);
    d->view->setAccessibleName(tr("Text of %1").arg(QFileInfo(path).fileName()));
    d->fitNumberMargin();
    emit textChanged();
    emit modifiedChanged(false);
    emit cursorMoved(line(), column());
}

void CodeEditor::setPlainText(const QString &text, Language language)
{
    DocumentText document;
    document.text = text;
    setDocument(document, shownText(document), {}, language); // another one after it would colour all of it anew
}

void CodeEditor::replaceText(const QString &text)
{
    // Only what differs, so that cursor, folds and marks of the rest stay.
    const QByteArray before = d->view->bytes();
    const QByteArray after = text.toUtf8();
    const qsizetype most = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < most && before[head] == after[head])
        ++head;
    qsizetype tail = 0;
    while (tail < most - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    const auto inside = [](const QByteArray &bytes, qsizetype at) { return at > 0 && at < bytes.size() && (uchar(bytes[at]) & 0xc0) == 0x80; };
    while (inside(before, head) || inside(after, head)) // not between the bytes of a character
        --head;
    while (tail > 0 && inside(before, before.size() - tail))
        --tail;
    d->replaceBytes({{int(head), int(before.size() - head - tail), after.mid(head, after.size() - head - tail)}});
    if (d->view->call(SciView::SCI_GETXOFFSET) == 0)
        d->view->setScrollWidth(1); // the longest line may be gone; what is seen widens it again
}

void CodeEditor::replaceUtf8(qsizetype start, qsizetype length, const QByteArray &utf8)
{
    if (length > 0 || !utf8.isEmpty())
        d->replaceBytes({{int(start), int(length), utf8}});
}

void CodeEditor::applyEdits(const QList<TextEdit> &edits)
{
    const QString text = this->text();
    QList<ByteEdit> list;
    qsizetype chars = 0;
    qsizetype bytes = 0;
    for (const TextEdit &edit : edits) {
        bytes += utf8Length(QStringView(text).mid(chars, edit.start - chars));
        const qsizetype length = utf8Length(QStringView(text).mid(edit.start, edit.length));
        list.append({int(bytes), int(length), edit.text.toUtf8()});
        chars = edit.start + edit.length;
        bytes += length;
    }
    d->replaceBytes(list);
}

/// One undo step; the cursor stays on its line and column.
void CodeEditor::Private::replaceBytes(const QList<ByteEdit> &edits)
{
    const int line = q->line();
    const int column = q->column();
    const int first = view->firstVisibleLine();
    const bool locked = view->isReadOnly();
    view->setReadOnly(false);
    view->SendScintilla(SciView::SCI_BEGINUNDOACTION);
    makeEdits(edits);
    view->SendScintilla(SciView::SCI_ENDUNDOACTION);
    view->setReadOnly(locked);
    view->setFirstVisibleLine(first);
    q->goTo(line, column);
}

QString CodeEditor::text() const { return d->rows.isEmpty() ? d->view->wholeText() : d->whole; }
QByteArray CodeEditor::utf8() const { return d->rows.isEmpty() ? d->view->bytes() : d->whole.toUtf8(); }
qsizetype CodeEditor::byteCount() const { return d->view->byteCount(); }
bool CodeEditor::isModified() const { return d->view->isModified(); }
void CodeEditor::setSaved() { d->view->SendScintilla(SciView::SCI_SETSAVEPOINT); }
Language CodeEditor::language() const { return d->language; }
bool CodeEditor::isReadOnly() const { return d->view->isReadOnly(); }
void CodeEditor::setReadOnly(bool readOnly) { d->view->setReadOnly(readOnly); }
bool CodeEditor::isPlainMode() const { return d->plain; }
int CodeEditor::lineCount() const { return d->rows.isEmpty() ? d->view->lines() : d->rows.lineCount(); }
QString CodeEditor::selectedText() const { return d->rows.isEmpty() ? d->view->selectedText() : QString::fromUtf8(d->view->asInFile(d->view->selectedText().toUtf8())); }
bool CodeEditor::isComposing() const { return d->view->isComposing(); }
void CodeEditor::commitComposition() { d->view->finishComposition(); }

void CodeEditor::setLanguage(Language language)
{
    d->language = language;
    d->restyle();
    d->applyIndentation();
}

void CodeEditor::setPath(const QString &path)
{
    d->path = path;
    d->view->setAccessibleName(tr("Text of %1").arg(QFileInfo(path).fileName()));
    const Language language = languageFor(path, text().section(u'\n', 0, 0).left(200));
    if (language != d->language && !d->plain)
        setLanguage(language);
}

LineRows::Place CodeEditor::Private::caret() const
{
    int line = 0;
    int character = 0;
    view->place(view->call(SciView::SCI_GETCURRENTPOS), &line, &character);
    const LineRows::Place place{line + 1, character + 1};
    return rows.isEmpty() ? place : rows.real(place);
}

int CodeEditor::line() const { return d->caret().line; }
int CodeEditor::column() const { return d->caret().column; }

void CodeEditor::goTo(int line, int column)
{
    if (!d->rows.isEmpty()) {
        const LineRows::Place shown = d->rows.shown({line, column});
        line = shown.line;
        column = shown.column;
    }
    const int position = d->view->position(line - 1, column - 1);
    if (d->plain) // before it is laid out
        d->cutPlain(d->view->call(SciView::SCI_GETLINEENDPOSITION, static_cast<unsigned long>(std::max(0, line - 1))));
    d->view->SendScintilla(SciView::SCI_GOTOPOS, static_cast<unsigned long>(position));
    int at = 0;
    int character = 0;
    d->view->place(position, &at, &character);
    d->view->ensureLineVisible(at);
    // In the upper third when it was out of sight, so that what follows is seen too.
    const int page = d->view->call(SciView::SCI_LINESONSCREEN);
    const int first = d->view->firstVisibleLine();
    if (at <= first || at >= first + page - 1)
        d->view->setFirstVisibleLine(std::max(0, at - page / 3));
}

} // namespace lathe
