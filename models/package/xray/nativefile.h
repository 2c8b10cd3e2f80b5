// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <QString>
#include <QStringList>
#include <optional>

namespace lathe {

/// Bytes of an untrusted file, read in pieces: memory, or an open descriptor (pread, so that a file that shrinks meanwhile is
/// a failed read and no signal). Does not own what it reads. A value; any thread.
class NativeBytes
{
public:
    explicit NativeBytes(QByteArrayView bytes) : m_view(bytes), m_size(quint64(bytes.size())) {}
    NativeBytes(int fd, quint64 size) : m_fd(fd), m_size(size) {}
    quint64 size() const { return m_size; }
    /// False, with `to` unspecified, when any of the bytes lies outside.
    bool read(quint64 at, void *to, std::size_t count) const;

private:
    QByteArrayView m_view;
    int m_fd = -1;
    quint64 m_size;
};

/// What a compiled program or library says of itself: for which system and processor, and what it needs when it is loaded.
struct NativeFile
{
    enum class Format { Elf, MachO, Pe };
    Format format = Format::Elf;
    int bits = 64;
    bool bigEndian = false;
    quint16 machine = 0;   ///< e_machine of ELF; 0 for other formats.
    bool dynamic = false;  ///< Has a dynamic section: something must be found when it is loaded.
    QString interpreter;   ///< PT_INTERP, of programs.
    QString soname;
    QStringList needed;    ///< DT_NEEDED, in order.
    QStringList runPaths;  ///< DT_RUNPATH and DT_RPATH, as written.
    QString glibc;         ///< Highest GLIBC_x.y among the needed symbol versions, "2.34"; empty: none.
    QString glibcxx;       ///< The same of GLIBCXX_, "3.4.29".
    QString cxxabi;        ///< The same of CXXABI_, "1.3.13".

    /// Linked against musl's C library, which Lambda's images do not have.
    bool isMusl() const;
    /// For Android: its C library is another one, and its libraries have no versions in their names.
    bool isAndroid() const;
    static constexpr quint16 x86_64 = 62, aarch64 = 183, i386 = 3, arm = 40; ///< EM_… of the System V ABI
};

/// Reads the headers of an ELF, Mach-O or PE file; nothing when it is none of them. A damaged ELF gives what could be read.
/// Bounded in time and memory for any input (at most 256 program headers, 4,096 dynamic entries, 4,096 versions, names of
/// 4,096 bytes). Any thread.
std::optional<NativeFile> readNative(const NativeBytes &bytes);

/// Compares dotted numbers: "2.4" is before "2.26". Negative, zero or positive.
int compareVersions(QStringView a, QStringView b);

} // namespace lathe
