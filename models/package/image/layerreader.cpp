// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Source: OCI image-spec v1.1, layer.md (change sets, whiteouts, opaque whiteouts, hard links).
#include "package/image/layerreader.h"
#include "core/limits.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <array>
#include <cstring>
#include <optional>
#include <unistd.h>

namespace lathe {

static QString tr(const char *text)
{
    return QCoreApplication::translate("lathe", text);
}

static QString shown(const std::string &path)
{
    return QString::fromUtf8(path.substr(0, 200));
}

/// An entry's path as "a/b", nothing when it leads out of the root or is longer than the kernel takes.
static std::optional<std::string> plainPath(const char *raw)
{
    std::string out;
    const std::string_view path = raw ? raw : "..";
    int parts = 0;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        at = end + 1;
        if (part.empty() || part == ".")
            continue;
        if (part == ".." || part.size() > 255 || ++parts > limits::imageDepth)
            return std::nullopt;
        if (!out.empty())
            out += '/';
        out += part;
    }
    return out.size() < 4096 ? std::optional(out) : std::nullopt;
}

/// The stored bytes, hashed; then decompressed, hashed again; then taken apart as tar.
class LayerReader::Stream
{
public:
    Stream(const ArchiveApi &api, std::unique_ptr<ByteSource> source, const std::atomic_bool *cancel)
        : api(api), m_source(std::move(source)), m_cancel(cancel), m_unpacked(api.reader()), m_tar(api.reader())
    {
    }

    bool open()
    {
        if (api.supportRaw(m_unpacked.get()) != ARCHIVE_OK || api.supportEmpty(m_unpacked.get()) != ARCHIVE_OK ||
            api.supportGzip(m_unpacked.get()) < ARCHIVE_WARN || api.supportZstd(m_unpacked.get()) < ARCHIVE_WARN ||
            api.open(m_unpacked.get(), this, nullptr, &Stream::readStored, nullptr) != ARCHIVE_OK)
            return false;
        archive_entry *whole = nullptr;
        const int status = api.nextHeader(m_unpacked.get(), &whole);
        m_ended = status == ARCHIVE_EOF;
        return m_ended || status >= ARCHIVE_WARN;
    }

    bool openTar()
    {
        return api.supportTar(m_tar.get()) == ARCHIVE_OK && api.supportEmpty(m_tar.get()) == ARCHIVE_OK &&
               api.open(m_tar.get(), this, nullptr, &Stream::readUnpacked, nullptr) == ARCHIVE_OK;
    }

    /// What follows the tar's end, and the stored file's: it belongs to the digests.
    bool drain()
    {
        const void *ignored = nullptr;
        while (const la_ssize_t n = readUnpacked(nullptr, this, &ignored))
            if (n < 0)
                return false;
        while (const la_ssize_t n = readStored(nullptr, this, &ignored))
            if (n < 0)
                return false;
        return true;
    }

    /// Whether the layer ends with the content of a file of that size, without the zeros that fill its last block:
    /// umoci writes such layers, and what is written in Go reads them.
    bool endedAfter(qint64 bytes) const
    {
        return m_endedWell && !overLimit && bytes % 512 != 0 && unpackedBytes % 512 == bytes % 512;
    }

    bool cancelled() const { return m_cancel && m_cancel->load(std::memory_order_relaxed); }
    struct archive *tar() const { return m_tar.get(); }
    QString error() const
    {
        const char *text = api.errorString(m_tar.get());
        text = text ? text : api.errorString(m_unpacked.get());
        return text ? QString::fromUtf8(text) : QString();
    }

    const ArchiveApi &api;
    QCryptographicHash stored{QCryptographicHash::Sha256}, stored512{QCryptographicHash::Sha512};
    QCryptographicHash unpacked{QCryptographicHash::Sha256}, unpacked512{QCryptographicHash::Sha512};
    bool wantStored = false, wantStored512 = false, wantUnpacked = true, wantUnpacked512 = false;
    qint64 storedBytes = 0, unpackedBytes = 0;
    qint64 mostUnpacked = 0;
    int ratio = 0;
    bool overLimit = false;
    std::function<void(qint64)> onBytes;

private:
    static la_ssize_t readStored(struct archive *, void *self, const void **buffer)
    {
        auto *s = static_cast<Stream *>(self);
        const qint64 n = s->cancelled() ? -1 : s->m_source->read(s->m_storedBuffer.data(), s->m_storedBuffer.size());
        *buffer = s->m_storedBuffer.data();
        if (n <= 0)
            return n;
        const QByteArrayView bytes(s->m_storedBuffer.data(), n);
        if (s->wantStored)
            s->stored.addData(bytes);
        if (s->wantStored512)
            s->stored512.addData(bytes);
        s->storedBytes += n;
        if (s->onBytes)
            s->onBytes(n);
        return n;
    }

    static la_ssize_t readUnpacked(struct archive *, void *self, const void **buffer)
    {
        auto *s = static_cast<Stream *>(self);
        *buffer = s->m_unpackedBuffer.data();
        if (s->m_ended)
            return 0;
        const la_ssize_t n =
            s->cancelled() ? -1
                           : s->api.data(s->m_unpacked.get(), s->m_unpackedBuffer.data(), s->m_unpackedBuffer.size());
        if (n <= 0) {
            s->m_ended = true;
            s->m_endedWell = n == 0;
            return n;
        }
        const QByteArrayView bytes(s->m_unpackedBuffer.data(), n);
        if (s->wantUnpacked)
            s->unpacked.addData(bytes);
        if (s->wantUnpacked512)
            s->unpacked512.addData(bytes);
        s->unpackedBytes += n;
        static constexpr qint64 always = 64 * 1024 * 1024;
        s->overLimit = s->unpackedBytes > s->mostUnpacked ||
                       (s->unpackedBytes > always && s->unpackedBytes / s->ratio > s->storedBytes);
        return s->overLimit ? -1 : n;
    }

    std::unique_ptr<ByteSource> m_source;
    const std::atomic_bool *m_cancel;
    ArchiveApi::Handle m_unpacked, m_tar;
    bool m_ended = false, m_endedWell = false;
    std::array<char, 1 << 17> m_storedBuffer, m_unpackedBuffer;
};

LayerReader::LayerReader(const ArchiveApi &api, const ImageFiles &files, const ImageLayer &layer, ImageBudget &budget,
                         const std::atomic_bool *cancel)
    : m_api(api), m_files(files), m_layer(layer), m_budget(budget), m_cancel(cancel)
{
}

tl::unexpected<Error> LayerReader::tooLarge() const
{
    return fail(ErrorCode::TooLarge,
                tr("The image unpacks to more than Lambda takes (10 GB), or to far more than its size promises. "
                   "Nothing was kept."),
                shown(m_layer.file), QStringLiteral("LTH-IMG-007"));
}

static tl::unexpected<Error> stopped()
{
    return fail(ErrorCode::Cancelled, tr("Unpacking the image was cancelled."));
}

static tl::unexpected<Error> wrongDigest(const QByteArray &digest)
{
    return fail(ErrorCode::Verification,
                tr("%1 of the image does not have the content that its digest says; save the image again.")
                    .arg(QString::fromLatin1(digest)),
                {}, QStringLiteral("LTH-IMG-006"));
}

static bool holds(const QByteArray &digest, const QCryptographicHash &sha256, const QCryptographicHash &sha512)
{
    return digest.mid(7) == (digest.startsWith("sha512:") ? sha512 : sha256).result().toHex();
}

Result<> LayerReader::apply(RootBuilder &root, const std::function<void(qint64)> &onBytes)
{
    auto source = m_files.open(m_layer.file);
    if (!source)
        return tl::unexpected(source.error());
    const auto stream = std::make_unique<Stream>(m_api, std::move(*source), m_cancel); // its buffers are large
    stream->wantStored = m_layer.digest.startsWith("sha256:");
    stream->wantStored512 = m_layer.digest.startsWith("sha512:");
    stream->wantUnpacked = m_layer.diffId.startsWith("sha256:");
    stream->wantUnpacked512 = m_layer.diffId.startsWith("sha512:");
    stream->ratio = m_budget.ratio;
    stream->mostUnpacked = m_budget.bytes + qint64(m_budget.entries) * 512; // the headers are not content
    stream->onBytes = onBytes;
    root.beginLayer();
    const auto broken = [&]() -> Result<> {
        if (stream->cancelled())
            return stopped();
        if (stream->overLimit)
            return tooLarge();
        return imageDamaged(tr("the layer %1 cannot be read").arg(shown(m_layer.file)), stream->error());
    };
    if (!stream->open() || !stream->openTar())
        return broken();
    qint64 lastBytes = 0;
    for (;;) {
        archive_entry *next = nullptr;
        const int status = m_api.nextHeader(stream->tar(), &next);
        if (status == ARCHIVE_EOF)
            break;
        if (status < ARCHIVE_WARN && stream->endedAfter(lastBytes))
            break;
        if (status < ARCHIVE_WARN)
            return broken();
        if (--m_budget.entries < 0)
            return tooLarge();
        lastBytes = m_api.size(next);
        if (auto done = entry(*stream, next, root); !done)
            return stream->cancelled() ? Result<>(stopped()) : stream->overLimit ? Result<>(tooLarge()) : done;
    }
    if (!stream->drain())
        return broken();
    if ((m_layer.digest.size() && !holds(m_layer.digest, stream->stored, stream->stored512)) ||
        (m_layer.digest.size() && m_layer.bytes >= 0 && stream->storedBytes != m_layer.bytes))
        return wrongDigest(m_layer.digest);
    if (m_layer.diffId.size() && !holds(m_layer.diffId, stream->unpacked, stream->unpacked512))
        return wrongDigest(m_layer.diffId);
    return {};
}

Result<QByteArray> LayerReader::diffId()
{
    auto source = m_files.open(m_layer.file);
    if (!source)
        return tl::unexpected(source.error());
    const auto stream = std::make_unique<Stream>(m_api, std::move(*source), m_cancel);
    stream->ratio = m_budget.ratio;
    stream->mostUnpacked = m_budget.bytes;
    if (!stream->open() || !stream->drain())
        return stream->cancelled() ? stopped()
               : stream->overLimit
                   ? tooLarge()
                   : imageDamaged(tr("the layer %1 cannot be read").arg(shown(m_layer.file)), stream->error());
    return "sha256:" + stream->unpacked.result().toHex();
}

Result<> LayerReader::entry(Stream &stream, struct archive_entry *entry, RootBuilder &root)
{
    const char *raw = m_api.pathname(entry);
    const auto path = plainPath(raw);
    const auto refused = [&](const QString &why) {
        return fail(ErrorCode::Config, tr("The image is refused: its entry %1 %2.").arg(shown(raw ? raw : "?"), why),
                    shown(m_layer.file), QStringLiteral("LTH-IMG-008"));
    };
    if (!path)
        return refused(tr("has a name that leads out of the image or is too long"));
    const std::size_t slash = path->rfind('/');
    const std::string name = slash == path->npos ? *path : path->substr(slash + 1);
    const std::string dir = slash == path->npos ? std::string() : path->substr(0, slash);
    bool done = true;
    if (name == ".wh..wh..opq") {
        done = root.opaque(dir);
    } else if (name.starts_with(".wh..wh.")) {
        return {}; // bookkeeping of an old storage driver
    } else if (name.starts_with(".wh.")) {
        const std::string hidden = name.substr(4);
        if (hidden.empty() || hidden == "." || hidden == "..")
            return refused(tr("takes away nothing that can be named"));
        done = root.whiteout(dir.empty() ? hidden : dir + '/' + hidden);
    } else {
        return put(stream, entry, *path, root);
    }
    if (!done)
        return fail(
            ErrorCode::Io,
            tr("%1 of the image cannot be unpacked: %2. Nothing was kept.").arg(shown(*path), qt_error_string()), {},
            QStringLiteral("LTH-IMG-009"));
    return {};
}

Result<> LayerReader::put(Stream &stream, struct archive_entry *entry, const std::string &path, RootBuilder &root)
{
    bool done = true;
    const auto type = m_api.filetype(entry);
    m_contentError = {};
    if (const char *raw = m_api.hardlink(entry)) {
        const auto target = plainPath(raw);
        if (!target || target->empty() || path.empty())
            return fail(ErrorCode::Config,
                        tr("The image is refused: its entry %1 %2.")
                            .arg(shown(path), tr("links to a place outside of the image")),
                        shown(m_layer.file), QStringLiteral("LTH-IMG-008"));
        done = root.hardLink(path, *target);
    } else if (type == AE_IFDIR) {
        done = root.folder(path, unsigned(m_api.perm(entry)));
    } else if (type == AE_IFLNK) {
        const char *target = m_api.symlink(entry);
        if (!target || !*target || path.empty() || std::strlen(target) > 4095)
            return imageDamaged(tr("the link %1 has no target").arg(shown(path)));
        done = root.symbolicLink(path, target);
    } else if (type == AE_IFREG) {
        if (path.empty() || m_api.size(entry) > m_budget.bytes)
            return path.empty() ? imageDamaged(tr("a file has no name")) : tooLarge();
        const qint64 bytes = m_api.size(entry);
        done = root.file(path, unsigned(m_api.perm(entry)), m_api.mtime(entry), [&](int fd) {
            return writeContent(stream, fd, bytes) &&
                   (bytes <= 0 || ::ftruncate(fd, bytes) == 0); // a sparse file's end
        });
        m_budget.bytes -= std::max<qint64>(bytes, 0);
    } // devices, pipes and sockets have no place in a function's image
    if (!m_contentError)
        return m_contentError;
    if (!done)
        return fail(ErrorCode::Io,
                    tr("%1 of the image cannot be unpacked: %2. Nothing was kept.").arg(shown(path), qt_error_string()),
                    {}, QStringLiteral("LTH-IMG-009"));
    return {};
}

bool LayerReader::writeContent(Stream &stream, int fd, qint64 bytes)
{
    qint64 reached = 0;
    for (;;) {
        const void *block = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        const int status = m_api.dataBlock(stream.tar(), &block, &size, &offset);
        if (status == ARCHIVE_EOF)
            return true;
        if (status < ARCHIVE_WARN && reached == bytes && stream.endedAfter(bytes))
            return true;
        if (status < ARCHIVE_WARN) {
            m_contentError = imageDamaged(tr("the layer %1 cannot be read").arg(shown(m_layer.file)), stream.error());
            return false;
        }
        if (offset < 0 || offset + qint64(size) > m_budget.bytes) {
            m_contentError = tooLarge();
            return false;
        }
        reached = offset + qint64(size);
        for (const char *at = static_cast<const char *>(block); size > 0;) {
            const ssize_t n = ::pwrite(fd, at, size, offset);
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return false;
            at += n;
            offset += n;
            size -= std::size_t(n);
        }
    }
}

} // namespace lathe
