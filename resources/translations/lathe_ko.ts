<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>lathe</name>
    <message>
        <source>This event has no parameters, so none called &quot;%1&quot;.</source>
        <translation>이 이벤트에는 매개변수가 없습니다: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>The loopback device is down, so other programs cannot reach 127.0.0.1. To bring it up: ip link set lo up</source>
        <translation>루프백 장치가 꺼져 있어 다른 프로그램은 127.0.0.1에 연결할 수 없습니다. 켜는 명령: ip link set lo up</translation>
    </message>
    <message>
        <source>The loopback device is down, so the function runs without a network. To bring it up: ip link set lo up</source>
        <translation>루프백 장치가 꺼져 있어 함수를 네트워크 없이 실행합니다. 켜는 명령: ip link set lo up</translation>
    </message>
    <message>
        <source>The history could not be read or written; check the free space and permissions of its folder.</source>
        <translation>기록을 읽거나 쓰지 못했습니다. 폴더의 남은 공간과 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>The history was damaged. It was moved to %1 and a new one was started.</source>
        <translation>기록이 손상되어 새 기록을 시작했습니다. 옮긴 곳: %1</translation>
    </message>
    <message>
        <source>The history was written by a newer Lathe: use that one.</source>
        <translation>더 새로운 Lathe가 쓴 기록입니다. 그 버전을 사용하세요.</translation>
    </message>
    <message>
        <source>There is no run %1 in the history.</source>
        <translation>기록에 없는 실행입니다: %1</translation>
    </message>
    <message>
        <source>Several runs begin with %1; write more of the id.</source>
        <translation>여러 실행이 해당합니다: %1. ID를 더 길게 쓰세요.</translation>
    </message>
    <message>
        <source>This is no run as Lathe exports it, or of a newer Lathe.</source>
        <translation>Lathe가 내보낸 실행이 아니거나 더 새로운 Lathe의 것입니다.</translation>
    </message>
    <message>
        <source>The run cannot be kept in the history; check the free space and permissions of %1.</source>
        <translation>실행을 기록에 남기지 못했습니다. 남은 공간과 권한을 확인하세요: %1</translation>
    </message>
    <message>
        <source>OpenSSL is missing, so nothing can be signed or checked. Install the package libssl3.</source>
        <translation>OpenSSL이 없어 서명하거나 확인할 수 없습니다. libssl3 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be the name of a key: letters, digits and _ are allowed, 2 to 64.</source>
        <translation>&quot;%1&quot;: 키 이름으로 쓸 수 없습니다. 영문자, 숫자, _를 2~64자로 쓰세요.</translation>
    </message>
    <message>
        <source>There is a key named %1 already. Choose another name, or remove that one first.</source>
        <translation>이미 있는 키 이름입니다: %1. 다른 이름을 고르거나 먼저 그 키를 삭제하세요.</translation>
    </message>
    <message>
        <source>The key could not be made.</source>
        <translation>키를 만들지 못했습니다.</translation>
    </message>
    <message>
        <source>There is no key named %1.</source>
        <translation>키가 없습니다: %1.</translation>
    </message>
    <message>
        <source>There is no key to sign with. Make one: lathe key new NAME</source>
        <translation>서명할 키가 없습니다. 다음 명령으로 만드세요: lathe key new NAME</translation>
    </message>
    <message>
        <source>There is no key named %1 to sign with.</source>
        <translation>서명할 수 있는 키가 없습니다: %1.</translation>
    </message>
    <message>
        <source>There are several keys to sign with. Name one with --key.</source>
        <translation>서명할 키가 여러 개입니다. --key로 하나를 지정하세요.</translation>
    </message>
    <message>
        <source>This is not a certificate in PEM form, as &quot;lathe key export&quot; writes it.</source>
        <translation>&quot;lathe key export&quot;가 쓰는 PEM 형식의 인증서가 아닙니다.</translation>
    </message>
    <message>
        <source>The file %1 cannot be removed.</source>
        <translation>파일을 삭제할 수 없습니다: %1.</translation>
    </message>
    <message>
        <source>%1 (added)</source>
        <translation>%1(추가됨)</translation>
    </message>
    <message>
        <source>%1 (changed)</source>
        <translation>%1(변경됨)</translation>
    </message>
    <message>
        <source>%1 (missing)</source>
        <translation>%1(없어짐)</translation>
    </message>
    <message>
        <source>The package %1 cannot be read or written: %2.</source>
        <translation>패키지를 읽거나 쓸 수 없습니다: %1. %2.</translation>
    </message>
    <message>
        <source>The package %1 has a form (zip64) that is not signed here.</source>
        <translation>패키지 %1: zip64 형식에는 서명할 수 없습니다.</translation>
    </message>
    <message>
        <source>The key %1 is damaged. Remove it and make another.</source>
        <translation>키 %1: 손상되었습니다. 삭제하고 새로 만드세요.</translation>
    </message>
    <message>
        <source>The package could not be signed.</source>
        <translation>패키지에 서명하지 못했습니다.</translation>
    </message>
    <message>
        <source>%1 is signed already. Make the package again to sign it anew.</source>
        <translation>%1: 이미 서명되어 있습니다. 새로 서명하려면 패키지를 다시 만드세요.</translation>
    </message>
    <message>
        <source>%1 was changed after it was signed: %2.</source>
        <translation>%1: 서명한 뒤에 바뀌었습니다. %2.</translation>
    </message>
    <message>
        <source>%1 is not signed.</source>
        <translation>%1: 서명되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>%1 is signed with a key that is not known here: %2 (%3).</source>
        <translation>%1: 여기서 알지 못하는 키로 서명되어 있습니다. %2(%3).</translation>
    </message>
    <message>
        <source>%1 (new version)</source>
        <translation>%1(새 버전)</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>버전 %1</translation>
    </message>
    <message>
        <source>new version</source>
        <translation>새 버전</translation>
    </message>
    <message>
        <source>The layer %1 is to be made of %2, which does not exist.</source>
        <translation>계층 %1: 원본 폴더가 없습니다: %2.</translation>
    </message>
    <message>
        <source>The layer %1 has %2 MB packed, a direct upload may have %3 MB. Make two layers of it.</source>
        <translation>계층 %1: 압축 크기 %2 MB. 직접 업로드는 %3 MB까지 가능합니다. 계층을 둘로 나누세요.</translation>
    </message>
    <message>
        <source>The layer %1 is not on this machine: the function runs without it here.</source>
        <translation>계층 %1: 이 컴퓨터에 없어 여기서는 이 계층 없이 함수를 실행합니다.</translation>
    </message>
    <message>
        <source>Publish layer %1</source>
        <translation>계층 게시: %1</translation>
    </message>
    <message>
        <source>The plan does not fit together. Make a new plan.</source>
        <translation>계획의 내용이 서로 맞지 않습니다. 계획을 새로 만드세요.</translation>
    </message>
    <message>
        <source>%1 and its layers have %2 MB unpacked, Lambda allows %3 MB together. Exclude files.</source>
        <translation>%1: 계층을 합쳐 압축을 푼 크기가 %2 MB입니다. Lambda는 합계 %3 MB까지 허용합니다. 파일을 제외하세요.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be created. Make it by hand, or choose another place for it.</source>
        <translation>폴더를 만들 수 없습니다: %1. 직접 만들거나 다른 위치를 선택하세요.</translation>
    </message>
    <message>
        <source>The code folder %1 of the function %2 holds your home folder with its keys, so it is not shown to the function (%3). Name a folder of the project.</source>
        <translation>함수의 코드 폴더에 키가 든 홈 폴더가 있어 함수에 보여 주지 않습니다. 코드 폴더: %1, 함수: %2 (%3). 프로젝트의 폴더를 지정하세요.</translation>
    </message>
    <message>
        <source>There is no profile %1 in %2 or %3. Run: aws configure --profile %1</source>
        <translation>프로필 %1: %2, %3 어디에도 없습니다. 실행하세요: aws configure --profile %1</translation>
    </message>
    <message>
        <source>The credentials from %1 are incomplete: both the access key id and the secret key are needed.</source>
        <translation>자격 증명이 불완전합니다(출처: %1). 액세스 키 ID와 비밀 키가 모두 필요합니다.</translation>
    </message>
    <message>
        <source>The credentials from %1 hold a line break or a control character. Enter them again.</source>
        <translation>자격 증명에 줄 바꿈이나 제어 문자가 있습니다(출처: %1). 다시 입력하세요.</translation>
    </message>
    <message>
        <source>The credentials from %1 ended at %2. Get new ones and try again.</source>
        <translation>자격 증명이 %2에 만료되었습니다(출처: %1). 새로 받아 다시 시도하세요.</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>Profile %1 uses SSO but lacks sso_account_id or sso_role_name. Run: aws configure sso --profile %1</source>
        <translation>프로필 %1: SSO를 사용하지만 sso_account_id 또는 sso_role_name이 없습니다. 실행하세요: aws configure sso --profile %1</translation>
    </message>
    <message>
        <source>Profile %1 names the SSO session %2, which is not in %3. Run: aws configure sso --profile %1</source>
        <translation>프로필 %1의 SSO 세션 %2: %3 파일에 없습니다. 실행하세요: aws configure sso --profile %1</translation>
    </message>
    <message>
        <source>Profile %1 has no SSO session. Run: %2</source>
        <translation>프로필 %1: SSO 세션이 없습니다. 실행하세요: %2</translation>
    </message>
    <message>
        <source>The SSO session of profile %1 ended at %2. Run: %3</source>
        <translation>프로필 %1: SSO 세션이 %2에 끝났습니다. 실행하세요: %3</translation>
    </message>
    <message>
        <source>SSO session of profile %1</source>
        <translation>프로필 %1의 SSO 세션</translation>
    </message>
    <message>
        <source>Profile %1 is not logged in any more. Run: %2</source>
        <translation>프로필 %1: 로그인이 끝났습니다. 실행하세요: %2</translation>
    </message>
    <message>
        <source>login session of profile %1</source>
        <translation>프로필 %1의 로그인 세션</translation>
    </message>
    <message>
        <source>The credential_process of profile %1 is not a command: a quote is not closed.</source>
        <translation>프로필 %1의 credential_process: 따옴표가 닫히지 않아 명령이 아닙니다.</translation>
    </message>
    <message>
        <source>The credential_process of profile %1 was not found: %2. Give its absolute path.</source>
        <translation>프로필 %1의 credential_process를 찾지 못했습니다: %2. 절대 경로를 적으세요.</translation>
    </message>
    <message>
        <source>The credential_process of profile %1 did not run: %2</source>
        <translation>프로필 %1의 credential_process가 실행되지 않았습니다: %2</translation>
    </message>
    <message>
        <source>The credential_process of profile %1 gave no answer within 60 s.</source>
        <translation>프로필 %1의 credential_process가 60초 안에 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>The credential_process of profile %1 failed with status %2.</source>
        <translation>프로필 %1의 credential_process가 상태 %2로 실패했습니다.</translation>
    </message>
    <message>
        <source>The credential_process of profile %1 did not print the JSON that the AWS CLI expects (Version 1, AccessKeyId, SecretAccessKey).</source>
        <translation>프로필 %1의 credential_process가 AWS CLI에서 요구하는 JSON(Version 1, AccessKeyId, SecretAccessKey)을 출력하지 않았습니다.</translation>
    </message>
    <message>
        <source>%1 of profile %2</source>
        <translation>프로필 %2의 %1</translation>
    </message>
    <message>
        <source>profile %1 in %2</source>
        <translation>%2의 프로필 %1</translation>
    </message>
    <message>
        <source>There are no AWS credentials for profile %1. Run: aws configure --profile %1</source>
        <translation>프로필 %1: AWS 자격 증명이 없습니다. 실행하세요: aws configure --profile %1</translation>
    </message>
    <message>
        <source>libcurl is missing, so nothing can be sent. Install the package libcurl4.</source>
        <translation>libcurl이 없어 아무것도 보낼 수 없습니다. libcurl4 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>%1, line %2 cannot be read. Correct the line, or remove it.</source>
        <translation>%1 파일의 %2번 줄을 읽을 수 없습니다. 줄을 고치거나 지우세요.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>읽을 수 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>%1 is a pipe, a socket or a device, not a file.</source>
        <translation>파일이 아니라 파이프, 소켓 또는 장치입니다: %1</translation>
    </message>
    <message>
        <source>%1 is larger than 4 MB, so it is not an AWS configuration.</source>
        <translation>4 MB보다 커서 AWS 설정 파일이 아닙니다: %1</translation>
    </message>
    <message>
        <source>The response stream broke off. The function may have run; look at its log before trying again.</source>
        <translation>응답 스트림이 끊겼습니다. 함수가 실행되었을 수 있으니 다시 시도하기 전에 로그를 확인하세요.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>취소되었습니다.</translation>
    </message>
    <message>
        <source>The answer of %1 is larger than expected and was dropped.</source>
        <translation>응답이 예상보다 커서 버렸습니다: %1</translation>
    </message>
    <message>
        <source>%1 sent nothing for %2 s. Check the connection and try again.</source>
        <translation>%1: %2초 동안 아무것도 보내지 않았습니다. 연결을 확인하고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>No connection to %1. Check the address, the network and the proxy settings.</source>
        <translation>연결할 수 없습니다: %1. 주소, 네트워크, 프록시 설정을 확인하세요.</translation>
    </message>
    <message>
        <source>No secure connection to %1. If a proxy inspects the traffic, set AWS_CA_BUNDLE to its certificate.</source>
        <translation>보안 연결을 만들 수 없습니다: %1. 프록시가 통신을 검사한다면 AWS_CA_BUNDLE에 그 인증서를 지정하세요.</translation>
    </message>
    <message>
        <source>%1 is not an http or https address.</source>
        <translation>http 또는 https 주소가 아닙니다: %1</translation>
    </message>
    <message>
        <source>The connection to %1 broke before the answer was complete. Try again.</source>
        <translation>응답이 끝나기 전에 연결이 끊어졌습니다: %1. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>A header of the request holds a line end.</source>
        <translation>요청 헤더에 줄 바꿈이 있습니다.</translation>
    </message>
    <message>
        <source>libcurl could not be started.</source>
        <translation>libcurl을 시작하지 못했습니다.</translation>
    </message>
    <message>
        <source>The AWS session has ended. Get new credentials and try again.</source>
        <translation>AWS 세션이 끝났습니다. 새 자격 증명을 받아 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The session of profile %1 has ended. Run: aws sso login --profile %1</source>
        <translation>프로필 %1: 세션이 끝났습니다. 실행하세요: aws sso login --profile %1</translation>
    </message>
    <message>
        <source>Signature refused. Check the secret key of %1.</source>
        <translation>서명이 거부되었습니다. 비밀 키를 확인하세요: %1</translation>
    </message>
    <message>
        <source>the environment</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>profile %1</source>
        <translation>프로필 %1</translation>
    </message>
    <message>
        <source>The service does not know this access key. Check the credentials and whether they belong to %1.</source>
        <translation>서비스에서 이 액세스 키를 알지 못합니다. 자격 증명과 소속을 확인하세요: %1</translation>
    </message>
    <message>
        <source>%1 refused: %2</source>
        <translation>%1 거부됨: %2</translation>
    </message>
    <message>
        <source>The folder %1 cannot be created.</source>
        <translation>폴더를 만들 수 없습니다: %1</translation>
    </message>
    <message>
        <source>This state folder was made by a newer Lathe: use that one, or another folder with --state.</source>
        <translation>더 새로운 Lathe가 만든 상태 폴더입니다. 그 버전을 쓰거나 --state로 다른 폴더를 지정하세요.</translation>
    </message>
    <message>
        <source>The damaged file %1 cannot be moved aside; move it away and try again.</source>
        <translation>손상된 파일을 옮길 수 없습니다: %1. 직접 옮기고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The code of function %1 (version %2) is missing; deploy it again.</source>
        <translation>함수의 코드가 없습니다: %1(버전 %2). 다시 배포하세요.</translation>
    </message>
    <message>
        <source>Another endpoint uses this state folder (process %1): stop it, or choose another folder with --state.</source>
        <translation>다른 엔드포인트가 이 상태 폴더를 사용하고 있습니다(프로세스 %1). 중지하거나 --state로 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>The file %1 cannot be written; check the free space.</source>
        <translation>파일을 쓸 수 없습니다: %1. 남은 공간을 확인하세요.</translation>
    </message>
    <message>
        <source>keys of the local endpoint in %1</source>
        <translation>로컬 엔드포인트의 키(%1)</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>중지되었습니다.</translation>
    </message>
    <message>
        <source>%1 could not be saved: %2. The old file is unchanged.</source>
        <translation>저장하지 못했습니다: %1 (%2). 이전 파일은 그대로입니다.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>없습니다: %1</translation>
    </message>
    <message>
        <source>%1 is larger than %2 bytes.</source>
        <translation>%2바이트보다 큽니다: %1</translation>
    </message>
    <message>
        <source>%1 is not a folder of yours; remove it and try again.</source>
        <translation>사용자 소유의 폴더가 아닙니다: %1. 지우고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Stopped. What was done so far stays; repeat the deploy to finish it.</source>
        <translation>중지되었습니다. 지금까지 한 일은 남습니다. 끝내려면 다시 배포하세요.</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>패키지</translation>
    </message>
    <message>
        <source>The package %1 cannot be read: %2.</source>
        <translation>패키지를 읽을 수 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>%1 of the files could not be looked into (not readable, changed meanwhile, or too large by themselves): %2</source>
        <translation>내용을 살펴보지 못한 파일 %1개(읽을 수 없거나, 그 사이 바뀌었거나, 파일 하나가 너무 큼): %2</translation>
    </message>
    <message>
        <source>The package of %1 has %2 MB, a direct upload may have %3 MB. Exclude files, or move libraries to a layer.</source>
        <translation>%1 패키지: %2 MB. 직접 업로드는 %3 MB까지 가능합니다. 파일을 제외하거나 라이브러리를 계층으로 옮기세요.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>%1 is deployed as a container image; a zip cannot replace it. Delete it first, or choose another name.</source>
        <translation>%1: 컨테이너 이미지로 배포되어 있어 zip으로 바꿀 수 없습니다. 먼저 지우거나 다른 이름을 고르세요.</translation>
    </message>
    <message>
        <source>Wait until it is active</source>
        <translation>활성화 대기</translation>
    </message>
    <message>
        <source>%1 is new and needs a role. Name one in the project, or give --role ARN.</source>
        <translation>%1: 새 함수이며 역할이 필요합니다. 프로젝트에 적거나 --role ARN을 주세요.</translation>
    </message>
    <message>
        <source>%1 is new, and its %2 is not known here. Set it in %3.</source>
        <translation>%1: 새 함수이며 %2 값을 여기서 알 수 없습니다. %3에 적으세요.</translation>
    </message>
    <message>
        <source>Create %1</source>
        <translation>%1 만들기</translation>
    </message>
    <message>
        <source>Upload code</source>
        <translation>코드 업로드</translation>
    </message>
    <message>
        <source>Update configuration</source>
        <translation>설정 업데이트</translation>
    </message>
    <message>
        <source>Publish a version</source>
        <translation>버전 게시</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be the name of an alias: letters, digits, - and _ are allowed, at most 128, and not digits alone.</source>
        <translation>&quot;%1&quot;: 별칭 이름으로 쓸 수 없습니다. 글자, 숫자, -, _만 128자까지 쓸 수 있고 숫자만으로는 안 됩니다.</translation>
    </message>
    <message>
        <source>Alias %1</source>
        <translation>별칭 %1</translation>
    </message>
    <message>
        <source>a new version</source>
        <translation>새 버전</translation>
    </message>
    <message>
        <source>Point the alias %1 at it</source>
        <translation>별칭 %1: 새 버전으로 옮김</translation>
    </message>
    <message>
        <source>Make the function URL</source>
        <translation>함수 URL 만들기</translation>
    </message>
    <message>
        <source>Change the function URL</source>
        <translation>함수 URL 변경</translation>
    </message>
    <message>
        <source>Permission %1</source>
        <translation>권한 %1</translation>
    </message>
    <message>
        <source>everybody, through the URL</source>
        <translation>누구나, URL을 통해</translation>
    </message>
    <message>
        <source>Open the URL to everybody</source>
        <translation>URL을 모두에게 열기</translation>
    </message>
    <message>
        <source>Someone changed the alias %1 after you looked. Make a new plan and look at the difference again.</source>
        <translation>확인한 뒤에 누군가 별칭을 바꿨습니다: %1. 계획을 새로 만들어 차이를 다시 확인하세요.</translation>
    </message>
    <message>
        <source>%1 was deleted since you looked. Make a new plan.</source>
        <translation>%1: 확인한 뒤에 삭제되었습니다. 계획을 다시 만드세요.</translation>
    </message>
    <message>
        <source>Someone changed %1 at %2, after you looked. Make a new plan and look at the difference again.</source>
        <translation>%1: 확인한 뒤 %2에 다른 곳에서 바뀌었습니다. 계획을 다시 만들고 차이를 확인하세요.</translation>
    </message>
    <message>
        <source>The package %1 cannot be read: %2. Make a new plan.</source>
        <translation>패키지를 읽을 수 없습니다: %1 (%2). 계획을 다시 만드세요.</translation>
    </message>
    <message>
        <source>The package %1 changed since you looked. Make a new plan.</source>
        <translation>확인한 뒤에 패키지가 바뀌었습니다: %1. 계획을 다시 만드세요.</translation>
    </message>
    <message>
        <source>The service could not make %1 active: %2</source>
        <translation>서비스가 활성화하지 못했습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>%1 is still not active after %2 s. Look again later; the deploy itself was accepted.</source>
        <translation>%1: %2초가 지나도 활성화되지 않았습니다. 배포는 접수되었으니 나중에 다시 확인하세요.</translation>
    </message>
    <message>
        <source>%1: %2 is left out, because %3 is not known here.</source>
        <translation>%1: %3 값을 알 수 없어 %2 항목을 제외합니다.</translation>
    </message>
    <message>
        <source>%1: the variable %2 is left out, because %3 is not known here. A deployed value stays.</source>
        <translation>%1: %3 값을 알 수 없어 변수 %2 항목을 제외합니다. 배포된 값은 유지됩니다.</translation>
    </message>
    <message>
        <source>The environment variables of %1 take %2 bytes, Lambda allows %3. Move large values to a file or a parameter store.</source>
        <translation>%1의 환경 변수: %2바이트(Lambda 한도 %3바이트). 큰 값은 파일이나 파라미터 저장소로 옮기세요.</translation>
    </message>
    <message>
        <source>%1: the layer %2 is left out, because it is not known here. Deployed layers stay.</source>
        <translation>%1: 계층 %2 항목은 여기서 알 수 없어 제외합니다. 배포된 계층은 유지됩니다.</translation>
    </message>
    <message>
        <source>%1: the layer in %2 is not published by this deploy. Publish it and name its ARN.</source>
        <translation>%1: %2의 계층은 이 배포에서 게시하지 않습니다. 게시하고 ARN을 적으세요.</translation>
    </message>
    <message>
        <source>Lambda takes images from private repositories of Amazon ECR alone, not from %1. Copy the image to one, and name it there as the ImageUri of %2.</source>
        <translation>Lambda는 Amazon ECR 프라이빗 저장소의 이미지만 받습니다: %1 이미지는 쓸 수 없습니다. 이미지를 ECR 저장소로 복사하고 그 이름을 ImageUri로 지정하세요(함수: %2).</translation>
    </message>
    <message>
        <source>The image %1 changed since you looked. Make a new plan.</source>
        <translation>이미지 %1: 확인한 뒤 바뀌었습니다. 계획을 다시 만드세요.</translation>
    </message>
    <message>
        <source>image %1</source>
        <translation>이미지 %1</translation>
    </message>
    <message>
        <source>%1 is deployed as a zip; a container image cannot replace it. Delete it first, or choose another name.</source>
        <translation>%1: zip으로 배포되어 있어 컨테이너 이미지로 바꿀 수 없습니다. 먼저 삭제하거나 다른 이름을 고르세요.</translation>
    </message>
    <message>
        <source>Which image %1 is, only the registry knows: it is sent again. Named by its digest (…@sha256:…), an unchanged one is left alone.</source>
        <translation>%1: 어떤 이미지인지 레지스트리만 알므로 다시 보냅니다. 다이제스트(…@sha256:…)로 지정하면 바뀌지 않은 이미지는 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Change the image</source>
        <translation>이미지 변경</translation>
    </message>
    <message>
        <source>%1: deployed as %2, because the name %3 is not known here.</source>
        <translation>%1: %3 이름을 알 수 없어 %2 이름으로 배포합니다.</translation>
    </message>
    <message>
        <source>region: %1 (%2)</source>
        <translation>리전: %1 (%2)</translation>
    </message>
    <message>
        <source>endpoint: %1 (%2)</source>
        <translation>엔드포인트: %1 (%2)</translation>
    </message>
    <message>
        <source>credentials: %1</source>
        <translation>자격 증명: %1</translation>
    </message>
    <message>
        <source>placeholder keys for an emulator</source>
        <translation>에뮬레이터용 임시 키</translation>
    </message>
    <message>
        <source>%1 is reached without encryption. Use https, or a loopback address.</source>
        <translation>암호화되지 않은 주소입니다: %1. https나 루프백 주소를 쓰세요.</translation>
    </message>
    <message>
        <source>target</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>local</source>
        <translation>로컬</translation>
    </message>
    <message>
        <source>workspace %1</source>
        <translation>작업 공간 %1</translation>
    </message>
    <message>
        <source>workspace</source>
        <translation>작업 공간</translation>
    </message>
    <message>
        <source>An event needs a name.</source>
        <translation>이벤트에는 이름이 필요합니다.</translation>
    </message>
    <message>
        <source>The event name is too long; %1 characters are possible.</source>
        <translation>이벤트 이름이 너무 깁니다. %1자까지 가능합니다.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be created; check the permissions of the project folder.</source>
        <translation>폴더를 만들 수 없습니다: %1. 프로젝트 폴더의 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>%1 is not an event of this project.</source>
        <translation>이 프로젝트의 이벤트가 아닙니다: %1</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>인사</translation>
    </message>
    <message>
        <source>Empty object</source>
        <translation>빈 객체</translation>
    </message>
    <message>
        <source>API Gateway: REST API (proxy)</source>
        <translation>API Gateway: REST API(프록시)</translation>
    </message>
    <message>
        <source>API Gateway: HTTP API (payload 2.0)</source>
        <translation>API Gateway: HTTP API(페이로드 2.0)</translation>
    </message>
    <message>
        <source>Function URL</source>
        <translation>함수 URL</translation>
    </message>
    <message>
        <source>API Gateway: WebSocket message</source>
        <translation>API Gateway: WebSocket 메시지</translation>
    </message>
    <message>
        <source>API Gateway: token authorizer</source>
        <translation>API Gateway: 토큰 권한 부여자</translation>
    </message>
    <message>
        <source>Application Load Balancer</source>
        <translation>Application Load Balancer</translation>
    </message>
    <message>
        <source>S3: object created</source>
        <translation>S3: 객체 생성</translation>
    </message>
    <message>
        <source>S3: object removed</source>
        <translation>S3: 객체 삭제</translation>
    </message>
    <message>
        <source>SQS: messages</source>
        <translation>SQS: 메시지</translation>
    </message>
    <message>
        <source>SNS: notification</source>
        <translation>SNS: 알림</translation>
    </message>
    <message>
        <source>DynamoDB stream</source>
        <translation>DynamoDB 스트림</translation>
    </message>
    <message>
        <source>Kinesis data stream</source>
        <translation>Kinesis 데이터 스트림</translation>
    </message>
    <message>
        <source>Data Firehose: transformation</source>
        <translation>Data Firehose: 변환</translation>
    </message>
    <message>
        <source>EventBridge: schedule</source>
        <translation>EventBridge: 일정</translation>
    </message>
    <message>
        <source>EventBridge: own event</source>
        <translation>EventBridge: 사용자 이벤트</translation>
    </message>
    <message>
        <source>EventBridge: EC2 instance state</source>
        <translation>EventBridge: EC2 인스턴스 상태</translation>
    </message>
    <message>
        <source>CloudWatch Logs: subscription</source>
        <translation>CloudWatch Logs: 구독</translation>
    </message>
    <message>
        <source>CloudWatch: alarm</source>
        <translation>CloudWatch: 경보</translation>
    </message>
    <message>
        <source>Cognito: after confirmation</source>
        <translation>Cognito: 확인 후</translation>
    </message>
    <message>
        <source>Cognito: before sign-up</source>
        <translation>Cognito: 가입 전</translation>
    </message>
    <message>
        <source>SES: mail received</source>
        <translation>SES: 메일 수신</translation>
    </message>
    <message>
        <source>IoT: rule</source>
        <translation>IoT: 규칙</translation>
    </message>
    <message>
        <source>IoT: button</source>
        <translation>IoT: 버튼</translation>
    </message>
    <message>
        <source>Kafka (MSK)</source>
        <translation>Kafka(MSK)</translation>
    </message>
    <message>
        <source>Amazon MQ (RabbitMQ)</source>
        <translation>Amazon MQ(RabbitMQ)</translation>
    </message>
    <message>
        <source>Config: rule evaluation</source>
        <translation>Config: 규칙 평가</translation>
    </message>
    <message>
        <source>CodePipeline: job</source>
        <translation>CodePipeline: 작업</translation>
    </message>
    <message>
        <source>CodeCommit: push</source>
        <translation>CodeCommit: 푸시</translation>
    </message>
    <message>
        <source>CloudFormation: custom resource</source>
        <translation>CloudFormation: 사용자 지정 리소스</translation>
    </message>
    <message>
        <source>Lex V2: fulfilment</source>
        <translation>Lex V2: 이행</translation>
    </message>
    <message>
        <source>Alexa skill: intent</source>
        <translation>Alexa 스킬: 의도</translation>
    </message>
    <message>
        <source>Step Functions: task input</source>
        <translation>Step Functions: 작업 입력</translation>
    </message>
    <message>
        <source>%1 changed while it was being packaged. Try again.</source>
        <translation>패키지로 묶는 동안 바뀌었습니다: %1. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>What was packed cannot be kept in %1: %2. The package is complete; the next one takes as long as this one.</source>
        <translation>압축한 내용을 보관할 수 없습니다: %1 (%2). 패키지는 완성되었으며, 다음에 만들 때도 같은 시간이 걸립니다.</translation>
    </message>
    <message>
        <source>The code cannot be downloaded: the service answered with status %1.</source>
        <translation>코드를 내려받을 수 없습니다. 서비스가 응답한 상태: %1</translation>
    </message>
    <message>
        <source>The downloaded package %1 cannot be written: %2.</source>
        <translation>내려받은 패키지를 쓸 수 없습니다: %1 (%2).</translation>
    </message>
    <message>
        <source>What was downloaded is not the code of %1: its SHA-256 differs. Try again.</source>
        <translation>내려받은 내용의 SHA-256이 함수의 코드와 다릅니다: %1. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1 has no zip that could be downloaded: it is a container image, or the service names no place.</source>
        <translation>내려받을 zip이 없습니다: %1. 컨테이너 이미지이거나 서비스가 위치를 알려 주지 않습니다.</translation>
    </message>
    <message>
        <source>The comparison was cancelled.</source>
        <translation>비교가 취소되었습니다.</translation>
    </message>
    <message>
        <source>%1 is not an empty folder. Import into another one.</source>
        <translation>빈 폴더가 아닙니다: %1. 다른 폴더로 가져오세요.</translation>
    </message>
    <message>
        <source>The package %1 cannot be copied to %2.</source>
        <translation>패키지를 복사할 수 없습니다: %1 → %2.</translation>
    </message>
    <message>
        <source>Packaging was cancelled.</source>
        <translation>패키지 만들기가 취소되었습니다.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Change its permissions or leave it out with a pattern.</source>
        <translation>읽을 수 없습니다: %1 (%2). 권한을 바꾸거나 패턴으로 제외하세요.</translation>
    </message>
    <message>
        <source>There is not enough memory to package %1.</source>
        <translation>패키지를 만들 메모리가 부족합니다: %1</translation>
    </message>
    <message>
        <source>the name is empty</source>
        <translation>이름이 비어 있음</translation>
    </message>
    <message>
        <source>the name holds a NUL byte</source>
        <translation>이름에 NUL 바이트가 있음</translation>
    </message>
    <message>
        <source>the name holds a control character</source>
        <translation>이름에 제어 문자가 있음</translation>
    </message>
    <message>
        <source>the name holds a backslash</source>
        <translation>이름에 백슬래시가 있음</translation>
    </message>
    <message>
        <source>the path is absolute</source>
        <translation>절대 경로임</translation>
    </message>
    <message>
        <source>the path begins with a drive letter</source>
        <translation>드라이브 문자로 시작하는 경로임</translation>
    </message>
    <message>
        <source>the path is longer than 4,096 bytes</source>
        <translation>경로가 4,096바이트를 넘음</translation>
    </message>
    <message>
        <source>the name is not valid UTF-8</source>
        <translation>이름이 올바른 UTF-8이 아님</translation>
    </message>
    <message>
        <source>a part of the path is longer than 255 bytes</source>
        <translation>경로의 한 부분이 255바이트를 넘음</translation>
    </message>
    <message>
        <source>the target of the link is empty, too long or holds a NUL byte</source>
        <translation>링크 대상이 비었거나 너무 길거나 NUL 바이트가 있음</translation>
    </message>
    <message>
        <source>the link points to an absolute path</source>
        <translation>링크가 절대 경로를 가리킴</translation>
    </message>
    <message>
        <source>the target of the link holds a backslash</source>
        <translation>링크 대상에 백슬래시가 있음</translation>
    </message>
    <message>
        <source>the target of the link is not valid UTF-8</source>
        <translation>링크 대상이 올바른 UTF-8이 아님</translation>
    </message>
    <message>
        <source>the link leaves the folder</source>
        <translation>링크가 폴더 밖을 가리킴</translation>
    </message>
    <message>
        <source>it lies below a symbolic link</source>
        <translation>심볼릭 링크 아래에 있음</translation>
    </message>
    <message>
        <source>the same name is both a folder and something else</source>
        <translation>같은 이름이 폴더이면서 다른 것임</translation>
    </message>
    <message>
        <source>the name stands there twice</source>
        <translation>이름이 두 번 나옴</translation>
    </message>
    <message>
        <source>The archive cannot be unpacked to %1: %2.</source>
        <translation>압축을 풀 수 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>its parent cannot be created</source>
        <translation>상위 폴더를 만들 수 없음</translation>
    </message>
    <message>
        <source>the folder is not empty</source>
        <translation>폴더가 비어 있지 않음</translation>
    </message>
    <message>
        <source>The hash of the archive %1 is not a SHA-256.</source>
        <translation>압축 파일의 해시가 SHA-256이 아닙니다: %1</translation>
    </message>
    <message>
        <source>The archive %1 is not the one it should be: its SHA-256 differs.</source>
        <translation>압축 파일의 SHA-256이 다릅니다: %1</translation>
    </message>
    <message>
        <source>%1: folders are nested more than %2 deep. Move them up, or leave them out with a pattern.</source>
        <translation>%1: 폴더가 %2단계보다 깊게 중첩되어 있습니다. 위로 옮기거나 패턴으로 제외하세요.</translation>
    </message>
    <message>
        <source>%1 is a socket, a pipe or a device and cannot be packaged. Delete it or leave it out with a pattern.</source>
        <translation>소켓, 파이프, 장치는 패키지에 넣을 수 없습니다: %1. 지우거나 패턴으로 제외하세요.</translation>
    </message>
    <message>
        <source>The symbolic link %1 -&gt; %2 cannot be packaged: %3. Point it inside the folder by a relative path, or leave it out with a pattern.</source>
        <translation>심볼릭 링크를 패키지에 넣을 수 없습니다: %1 -&gt; %2 (%3). 상대 경로로 폴더 안을 가리키게 하거나 패턴으로 제외하세요.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be packaged: %2.</source>
        <translation>폴더를 패키지로 묶을 수 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>%1 cannot be packaged: %2. Rename it or leave it out with a pattern.</source>
        <translation>패키지에 넣을 수 없습니다: %1 (%2). 이름을 바꾸거나 패턴으로 제외하세요.</translation>
    </message>
    <message>
        <source>The package %1 cannot be written: %2. Nothing was changed.</source>
        <translation>패키지를 쓸 수 없습니다: %1 (%2). 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>The prefix %1 cannot be used: %2.</source>
        <translation>접두사를 쓸 수 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>There is nothing to package in %1: it is empty or the patterns leave everything out.</source>
        <translation>패키지로 묶을 것이 없습니다: %1. 폴더가 비었거나 패턴이 모두 제외합니다.</translation>
    </message>
    <message>
        <source>npm is needed to install the libraries of this sample. Install it (apt install npm) and repeat.</source>
        <translation>이 예제의 라이브러리를 설치하려면 npm이 필요합니다. 설치하고(apt install npm) 다시 시도하세요.</translation>
    </message>
    <message>
        <source>npm is needed to fetch Node.js. Install it (apt install npm) and repeat.</source>
        <translation>Node.js를 받으려면 npm이 필요합니다. 설치하고(apt install npm) 다시 시도하세요.</translation>
    </message>
    <message>
        <source>What npm fetched for %1 does not run on this machine.</source>
        <translation>npm으로 받은 파일이 이 컴퓨터에서 실행되지 않습니다: %1</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>폴더를 만들 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Fetching packages: %1</source>
        <translation>패키지 받는 중: %1</translation>
    </message>
    <message>
        <source>npm did not finish within 5 minutes. Check the network and repeat.</source>
        <translation>npm이 5분 안에 끝나지 않았습니다. 네트워크를 확인하고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>npm cannot reach its registry. Connect, then repeat.</source>
        <translation>npm이 레지스트리에 연결할 수 없습니다. 네트워크에 연결하고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>npm could not install the libraries; its own words are in the details.</source>
        <translation>npm이 라이브러리를 설치하지 못했습니다. 자세한 내용을 확인하세요.</translation>
    </message>
    <message>
        <source>%1 cannot be unpacked to %2: %3. Nothing was kept.</source>
        <translation>압축을 풀 수 없습니다: %1 → %2 (%3). 남긴 것은 없습니다.</translation>
    </message>
    <message>
        <source>The archive %1 was refused: %2.</source>
        <translation>압축 파일을 거부했습니다: %1 (%2).</translation>
    </message>
    <message>
        <source>The archive %1 was refused because of %2: %3.</source>
        <translation>압축 파일을 거부했습니다: %1. 항목: %2 (%3)</translation>
    </message>
    <message>
        <source>Rename it or leave it out where the archive is made.</source>
        <translation>압축 파일을 만들 때 이름을 바꾸거나 빼세요.</translation>
    </message>
    <message>
        <source>Leave out what is not needed where the archive is made.</source>
        <translation>압축 파일을 만들 때 필요 없는 것을 빼세요.</translation>
    </message>
    <message>
        <source>Make it again with deflate or uncompressed, and without a password.</source>
        <translation>암호 없이, deflate 방식이나 무압축으로 다시 만드세요.</translation>
    </message>
    <message>
        <source>Get it again, or make it again.</source>
        <translation>다시 받거나 다시 만드세요.</translation>
    </message>
    <message>
        <source>Make it again with another tool.</source>
        <translation>다른 도구로 다시 만드세요.</translation>
    </message>
    <message>
        <source>The archive %1 cannot be read: %2. Check its path and permissions.</source>
        <translation>압축 파일을 읽을 수 없습니다: %1 (%2). 경로와 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>파일이 아님</translation>
    </message>
    <message>
        <source>it is cut off or damaged</source>
        <translation>잘렸거나 손상됨</translation>
    </message>
    <message>
        <source>it is not a zip file</source>
        <translation>zip 파일이 아님</translation>
    </message>
    <message>
        <source>it is not a zip file, or it is cut off</source>
        <translation>zip 파일이 아니거나 잘림</translation>
    </message>
    <message>
        <source>it has two end records</source>
        <translation>끝 레코드가 둘임</translation>
    </message>
    <message>
        <source>it is one part of several</source>
        <translation>나누어진 파일의 일부임</translation>
    </message>
    <message>
        <source>its zip64 records contradict each other</source>
        <translation>zip64 레코드가 서로 맞지 않음</translation>
    </message>
    <message>
        <source>it has %1 entries, more than %2</source>
        <translation>항목 수가 한도를 넘음(%1개, 한도 %2개)</translation>
    </message>
    <message>
        <source>its directory is not where its end record says</source>
        <translation>디렉터리가 끝 레코드의 위치에 없음</translation>
    </message>
    <message>
        <source>it is a hard link, a link or a device in an extra field</source>
        <translation>추가 필드에 하드 링크, 링크, 장치가 있음</translation>
    </message>
    <message>
        <source>it is a device, a pipe or a socket</source>
        <translation>장치, 파이프, 소켓임</translation>
    </message>
    <message>
        <source>it is a folder with content</source>
        <translation>내용이 있는 폴더임</translation>
    </message>
    <message>
        <source>its directory is damaged</source>
        <translation>디렉터리가 손상됨</translation>
    </message>
    <message>
        <source>it is encrypted</source>
        <translation>암호화됨</translation>
    </message>
    <message>
        <source>its compression method %1 is neither store nor deflate</source>
        <translation>압축 방식 %1: store도 deflate도 아님</translation>
    </message>
    <message>
        <source>its sizes or its place are wrong</source>
        <translation>크기나 위치가 잘못됨</translation>
    </message>
    <message>
        <source>the archive unpacks to more than %1 bytes</source>
        <translation>압축을 풀면 %1바이트를 넘음</translation>
    </message>
    <message>
        <source>it unpacks to more than %1 times its size</source>
        <translation>압축을 풀면 원래 크기의 %1배를 넘음</translation>
    </message>
    <message>
        <source>something stands before its first entry</source>
        <translation>첫 항목 앞에 다른 내용이 있음</translation>
    </message>
    <message>
        <source>it overlaps another entry</source>
        <translation>다른 항목과 겹침</translation>
    </message>
    <message>
        <source>it overlaps the directory</source>
        <translation>디렉터리와 겹침</translation>
    </message>
    <message>
        <source>its header is missing</source>
        <translation>헤더가 없음</translation>
    </message>
    <message>
        <source>its header and the directory contradict each other</source>
        <translation>헤더와 디렉터리가 맞지 않음</translation>
    </message>
    <message>
        <source>its data descriptor and the directory contradict each other</source>
        <translation>데이터 설명자와 디렉터리가 맞지 않음</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>메모리가 부족함</translation>
    </message>
    <message>
        <source>its content is damaged or not of the size it claims</source>
        <translation>내용이 손상되었거나 크기가 다름</translation>
    </message>
    <message>
        <source>its content does not have the checksum it claims</source>
        <translation>내용의 체크섬이 다름</translation>
    </message>
    <message>
        <source>%1 was cancelled.</source>
        <translation>취소되었습니다: %1</translation>
    </message>
    <message>
        <source>No further thread can be started; close something and try again.</source>
        <translation>스레드를 더 시작할 수 없습니다. 다른 프로그램을 닫고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The sandbox chosen by LATHE_SANDBOX does not start here: %1</source>
        <translation>LATHE_SANDBOX로 고른 샌드박스를 여기서 시작할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Functions are not isolated: they run as you and see your files, your network and /tmp. Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, user.max_user_namespaces) or install bubblewrap.</source>
        <translation>함수가 격리되지 않습니다. 사용자의 권한으로 실행되며 파일, 네트워크, /tmp를 볼 수 있습니다. 사용자 네임스페이스를 허용하거나(sysctl kernel.unprivileged_userns_clone=1, user.max_user_namespaces) bubblewrap을 설치하세요.</translation>
    </message>
    <message>
        <source>The trials of a sandbox said: %1</source>
        <translation>샌드박스 시험 결과: %1</translation>
    </message>
    <message>
        <source>Several layers are merged by copying instead of by the kernel: overlay file systems are refused here. The first start with new layers takes longer.</source>
        <translation>오버레이 파일 시스템이 거부되어 여러 계층을 복사로 합칩니다. 새 계층으로 처음 시작할 때 더 오래 걸립니다.</translation>
    </message>
    <message>
        <source>Functions cannot be cut off from the network: network namespaces are refused here.</source>
        <translation>네트워크 네임스페이스가 거부되어 함수의 네트워크를 차단할 수 없습니다.</translation>
    </message>
    <message>
        <source>Memory is watched every 20 ms instead of being limited by the kernel, so a function may pass its limit for a moment. A delegated control group removes this: start Lathe with systemd-run --user --scope -p Delegate=yes.</source>
        <translation>커널이 메모리를 제한하지 못해 20 ms마다 감시하므로 함수가 잠시 한도를 넘을 수 있습니다. 위임된 제어 그룹으로 해결됩니다: systemd-run --user --scope -p Delegate=yes로 Lathe를 시작하세요.</translation>
    </message>
    <message>
        <source>CPU is not scaled with memory: no control group with the cpu controller may be made here.</source>
        <translation>cpu 컨트롤러가 있는 제어 그룹을 만들 수 없어 CPU를 메모리에 맞추지 않습니다.</translation>
    </message>
    <message>
        <source>The limit of 1,024 processes is watched and not refused by the kernel: no control group with the pids controller may be made here.</source>
        <translation>pids 컨트롤러가 있는 제어 그룹을 만들 수 없어 프로세스 1,024개 한도를 커널 대신 감시합니다.</translation>
    </message>
    <message>
        <source>The program of a sandbox needs an absolute path.</source>
        <translation>샌드박스의 프로그램에는 절대 경로가 필요합니다.</translation>
    </message>
    <message>
        <source>There is no memory left to start a sandbox.</source>
        <translation>샌드박스를 시작할 메모리가 없습니다.</translation>
    </message>
    <message>
        <source>Too many files are open; close something and try again.</source>
        <translation>열린 파일이 너무 많습니다. 다른 프로그램을 닫고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The layers cannot be merged below %1; check the free space there.</source>
        <translation>계층을 합칠 수 없습니다: %1. 남은 공간을 확인하세요.</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>The sandbox ended without a report; its supervisor was killed.</source>
        <translation>샌드박스가 보고 없이 끝났습니다. 감독 프로세스가 강제 종료되었습니다.</translation>
    </message>
    <message>
        <source>A sandbox is started only once.</source>
        <translation>샌드박스는 한 번만 시작할 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 cannot be started. Check that it is installed and may be executed.</source>
        <translation>시작할 수 없습니다: %1. 설치와 실행 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>Function %1 has no runtime.</source>
        <translation>함수에 런타임이 없습니다: %1</translation>
    </message>
    <message>
        <source>Add a runtime, for example %1.</source>
        <translation>런타임을 추가하세요. 예: %1</translation>
    </message>
    <message>
        <source>Lambda no longer offers runtime %1.</source>
        <translation>Lambda에서 더 이상 제공하지 않는 런타임입니다: %1</translation>
    </message>
    <message>
        <source>Change to %1.</source>
        <translation>바꿀 값: %1</translation>
    </message>
    <message>
        <source>%1 is not a runtime that this version knows.</source>
        <translation>이 버전에서 알지 못하는 런타임입니다: %1</translation>
    </message>
    <message>
        <source>Check its spelling.</source>
        <translation>철자를 확인하세요.</translation>
    </message>
    <message>
        <source>Check its spelling; the newest of its kind is %1.</source>
        <translation>철자를 확인하세요. 같은 종류의 최신 런타임: %1</translation>
    </message>
    <message>
        <source>Lambda refuses new functions with runtime %1 since %2.</source>
        <translation>Lambda에서 %2부터 새 함수를 만들 수 없는 런타임입니다: %1</translation>
    </message>
    <message>
        <source>Runtime %1 is deprecated since %2.</source>
        <translation>%2부터 지원이 중단된 런타임입니다: %1</translation>
    </message>
    <message>
        <source>Function %1 has no handler.</source>
        <translation>함수에 핸들러가 없습니다: %1</translation>
    </message>
    <message>
        <source>Add the handler as file.function.</source>
        <translation>핸들러를 파일.함수 형식으로 추가하세요.</translation>
    </message>
    <message>
        <source>The code folder of function %1 does not exist: %2</source>
        <translation>함수 %1의 코드 폴더가 없습니다: %2</translation>
    </message>
    <message>
        <source>Correct the path, or build the project first.</source>
        <translation>경로를 고치거나 먼저 프로젝트를 빌드하세요.</translation>
    </message>
    <message>
        <source>No file was found for handler %1 of function %2.</source>
        <translation>함수 %2: 핸들러 %1에 맞는 파일이 없습니다.</translation>
    </message>
    <message>
        <source>Create the file, or correct the handler.</source>
        <translation>파일을 만들거나 핸들러를 고치세요.</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>혹시 이것인가요? %1</translation>
    </message>
    <message>
        <source>Use letters, digits and _, beginning with a letter.</source>
        <translation>영문자로 시작하고 영문자, 숫자, _만 쓰세요.</translation>
    </message>
    <message>
        <source>The environment variables of function %1 take %2 bytes; Lambda allows %3.</source>
        <translation>함수 %1의 환경 변수: %2바이트(Lambda 한도 %3바이트)</translation>
    </message>
    <message>
        <source>Move large values into a file or a parameter store.</source>
        <translation>큰 값은 파일이나 파라미터 저장소로 옮기세요.</translation>
    </message>
    <message>
        <source>Function %1 has %2 layers; Lambda allows %3.</source>
        <translation>함수 %1의 계층: %2개(Lambda 한도 %3개)</translation>
    </message>
    <message>
        <source>Merge some of them.</source>
        <translation>일부를 합치세요.</translation>
    </message>
    <message>
        <source>Use x86_64 or arm64.</source>
        <translation>x86_64 또는 arm64를 쓰세요.</translation>
    </message>
    <message>
        <source>Two functions have the name %1.</source>
        <translation>이름이 같은 함수가 둘 있습니다: %1</translation>
    </message>
    <message>
        <source>Rename one of them.</source>
        <translation>하나의 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>The function name %1 has %2 characters; Lambda allows %3.</source>
        <translation>함수 이름 %1: %2자(Lambda 한도 %3자)</translation>
    </message>
    <message>
        <source>Give a shorter name.</source>
        <translation>더 짧은 이름을 쓰세요.</translation>
    </message>
    <message>
        <source>API Gateway, function URLs and load balancers want statusCode; StatusCode is ignored and the caller gets 200.</source>
        <translation>API Gateway, 함수 URL, 로드 밸런서는 statusCode를 읽습니다. StatusCode는 무시되고 호출한 쪽은 200을 받습니다.</translation>
    </message>
    <message>
        <source>Write statusCode with a small s.</source>
        <translation>소문자 s로 statusCode라고 쓰세요.</translation>
    </message>
    <message>
        <source>No function was found in this folder.</source>
        <translation>이 폴더에서 함수를 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Add lambda_function.py with lambda_handler, index.mjs with an exported handler, an executable bootstrap, a serverless.yml or a SAM template.yaml, or give the handler yourself.</source>
        <translation>lambda_handler가 있는 lambda_function.py, handler를 내보내는 index.mjs, 실행 가능한 bootstrap, serverless.yml 또는 SAM template.yaml을 추가하거나 핸들러를 직접 지정하세요.</translation>
    </message>
    <message>
        <source>The folder %1 does not exist.</source>
        <translation>폴더가 없습니다: %1</translation>
    </message>
    <message>
        <source>The folder %1 cannot be read; check its permissions.</source>
        <translation>폴더를 읽을 수 없습니다: %1. 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>This Serverless Framework configuration is code, and opening a folder runs nothing of it.</source>
        <translation>이 Serverless Framework 설정은 코드이며, 폴더를 열 때 실행하지 않습니다.</translation>
    </message>
    <message>
        <source>Print it once with `serverless print` and save the result as serverless.yml.</source>
        <translation>`serverless print`로 한 번 출력하고 결과를 serverless.yml로 저장하세요.</translation>
    </message>
    <message>
        <source>The template is empty.</source>
        <translation>템플릿이 비어 있습니다.</translation>
    </message>
    <message>
        <source>Describe a function in it, or remove it.</source>
        <translation>함수를 적거나 파일을 지우세요.</translation>
    </message>
    <message>
        <source>bucket %1</source>
        <translation>버킷 %1</translation>
    </message>
    <message>
        <source>queue %1</source>
        <translation>대기열 %1</translation>
    </message>
    <message>
        <source>topic %1</source>
        <translation>주제 %1</translation>
    </message>
    <message>
        <source>stream %1</source>
        <translation>스트림 %1</translation>
    </message>
    <message>
        <source>a pattern</source>
        <translation>패턴</translation>
    </message>
    <message>
        <source>log group %1</source>
        <translation>로그 그룹 %1</translation>
    </message>
    <message>
        <source>a map</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>The permissions of %1 cannot be set.</source>
        <translation>권한을 설정할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>There is no sample %1; choose one of: %2.</source>
        <translation>예제가 없습니다: %1. 고를 수 있는 예제: %2</translation>
    </message>
    <message>
        <source>%1 is not empty; give a new or an empty folder.</source>
        <translation>비어 있지 않습니다: %1. 새 폴더나 빈 폴더를 주세요.</translation>
    </message>
    <message>
        <source>The template uses AWS::Serverless resources without saying Transform.</source>
        <translation>템플릿에 Transform 없이 AWS::Serverless 리소스가 있습니다.</translation>
    </message>
    <message>
        <source>Add the line: Transform: AWS::Serverless-2016-10-31</source>
        <translation>다음 줄을 추가하세요: Transform: AWS::Serverless-2016-10-31</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>A serverless.yml is a map with service, provider and functions.</source>
        <translation>serverless.yml은 service, provider, functions가 있는 맵이어야 합니다.</translation>
    </message>
    <message>
        <source>This is not valid JSON: %1</source>
        <translation>올바른 JSON이 아닙니다: %1</translation>
    </message>
    <message>
        <source>Split it into smaller files.</source>
        <translation>더 작은 파일로 나누세요.</translation>
    </message>
    <message>
        <source>The template holds a NUL byte, so it is not a text file or not in UTF-8.</source>
        <translation>템플릿에 NUL 바이트가 있어 텍스트 파일이 아니거나 UTF-8이 아닙니다.</translation>
    </message>
    <message>
        <source>Save it as UTF-8 text.</source>
        <translation>UTF-8 텍스트로 저장하세요.</translation>
    </message>
    <message>
        <source>The template is not valid UTF-8.</source>
        <translation>템플릿이 올바른 UTF-8이 아닙니다.</translation>
    </message>
    <message>
        <source>The template cannot be read: it is not a regular file.</source>
        <translation>템플릿을 읽을 수 없습니다. 일반 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>The template cannot be read: %1.</source>
        <translation>템플릿을 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The template is larger than %1 bytes.</source>
        <translation>템플릿이 %1바이트보다 큽니다.</translation>
    </message>
    <message>
        <source>This is not valid YAML: the indentation of this line does not fit the lines above it.</source>
        <translation>올바른 YAML이 아닙니다: 이 줄의 들여쓰기가 윗줄과 맞지 않습니다.</translation>
    </message>
    <message>
        <source>This is not valid YAML: the indentation of this line does not fit the list above it.</source>
        <translation>올바른 YAML이 아닙니다: 이 줄의 들여쓰기가 위의 목록과 맞지 않습니다.</translation>
    </message>
    <message>
        <source>This is not valid YAML: a { is not closed before this place, or a comma is missing.</source>
        <translation>올바른 YAML이 아닙니다: 여기까지 {가 닫히지 않았거나 쉼표가 빠졌습니다.</translation>
    </message>
    <message>
        <source>This is not valid YAML: a [ is not closed before this place, or a comma is missing.</source>
        <translation>올바른 YAML이 아닙니다: 여기까지 [가 닫히지 않았거나 쉼표가 빠졌습니다.</translation>
    </message>
    <message>
        <source>This is not valid YAML: a key with a colon cannot stand here.</source>
        <translation>올바른 YAML이 아닙니다: 여기에는 콜론이 붙은 키가 올 수 없습니다.</translation>
    </message>
    <message>
        <source>This is not valid YAML: a value cannot begin with this character; put it in quotes.</source>
        <translation>올바른 YAML이 아닙니다: 값이 이 문자로 시작할 수 없습니다. 따옴표로 묶으세요.</translation>
    </message>
    <message>
        <source>This is not valid YAML: the alias (*) refers to an anchor (&amp;) that is not defined above.</source>
        <translation>올바른 YAML이 아닙니다: 별칭(*)이 가리키는 앵커(&amp;)가 위에 없습니다.</translation>
    </message>
    <message>
        <source>This is not valid YAML: the quote is never closed.</source>
        <translation>올바른 YAML이 아닙니다: 따옴표가 닫히지 않았습니다.</translation>
    </message>
    <message>
        <source>This is not valid YAML: %1.</source>
        <translation>올바른 YAML이 아닙니다: %1</translation>
    </message>
    <message>
        <source>The quote that opens here is never closed.</source>
        <translation>여기서 연 따옴표가 닫히지 않았습니다.</translation>
    </message>
    <message>
        <source>Close it at the end of the text.</source>
        <translation>내용의 끝에서 닫으세요.</translation>
    </message>
    <message>
        <source>Reading the template took longer than %1 ms.</source>
        <translation>템플릿을 읽는 데 %1 ms보다 오래 걸렸습니다.</translation>
    </message>
    <message>
        <source>A tab stands in the indentation; YAML allows spaces only.</source>
        <translation>들여쓰기에 탭이 있습니다. YAML에서는 공백만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Replace the tab by spaces.</source>
        <translation>탭을 공백으로 바꾸세요.</translation>
    </message>
    <message>
        <source>Look at the indentation, quotes and colons in this line and the one above it.</source>
        <translation>이 줄과 윗줄의 들여쓰기, 따옴표, 콜론을 확인하세요.</translation>
    </message>
    <message>
        <source>The run was cancelled.</source>
        <translation>실행이 취소되었습니다.</translation>
    </message>
    <message>
        <source>The managed .NET runtime %1 is not on this machine. Two forms of the function run here and on Lambda: as the custom runtime provided.al2023, published self-contained with Amazon.Lambda.RuntimeSupport and the assembly name bootstrap, or as a container image.</source>
        <translation>관리형 .NET 런타임 %1: 이 컴퓨터에 없습니다. 여기와 Lambda에서 모두 실행되는 형태는 두 가지입니다. Amazon.Lambda.RuntimeSupport를 사용해 어셈블리 이름 bootstrap으로 자체 포함 게시한 사용자 지정 런타임(provided.al2023), 또는 컨테이너 이미지입니다.</translation>
    </message>
    <message>
        <source>The runtime %1 is gone from Lambda. Build the program under the name bootstrap and set the runtime provided.al2023; it runs here then.</source>
        <translation>런타임 %1: Lambda에서 더 이상 제공하지 않습니다. 프로그램을 bootstrap이라는 이름으로 빌드하고 런타임을 provided.al2023으로 바꾸면 여기서 실행됩니다.</translation>
    </message>
    <message>
        <source>%1 is not on this machine; version %2 stands in for it, which may behave differently.</source>
        <translation>이 컴퓨터에 없는 버전입니다: %1. 대신 %2 버전을 사용하며 동작이 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>The code folder %1 of the function %2 does not exist.</source>
        <translation>함수 %2의 코드 폴더가 없습니다: %1</translation>
    </message>
    <message>
        <source>The event has %1 bytes; Lambda takes at most %2.</source>
        <translation>이벤트 크기: %1바이트. Lambda 한도는 %2바이트입니다.</translation>
    </message>
    <message>
        <source>All environments that this machine bears are busy (%1 of at most %2, %3 of %4 MB). Try again when one is free, or raise the limit.</source>
        <translation>이 컴퓨터가 감당할 수 있는 실행 환경이 모두 사용 중입니다(최대 %2개 중 %1개, %4 MB 중 %3 MB). 하나가 비면 다시 시도하거나 한도를 올리세요.</translation>
    </message>
    <message>
        <source>Lambda would refuse this event now: its limit of concurrency or of requests a second is reached.</source>
        <translation>Lambda라면 지금 이 이벤트를 거부합니다. 동시 실행 수 또는 초당 요청 수의 한도에 도달했습니다.</translation>
    </message>
    <message>
        <source>The function %1 has no %2 (%3); add one.</source>
        <translation>함수 %1에 없는 항목: %2 (%3). 추가하세요.</translation>
    </message>
    <message>
        <source>runtime</source>
        <translation>런타임</translation>
    </message>
    <message>
        <source>handler</source>
        <translation>핸들러</translation>
    </message>
    <message>
        <source>The code folder %1 of the function %2 does not exist (%3). Correct the path, or build the project first.</source>
        <translation>함수 %2의 코드 폴더가 없습니다: %1 (%3) 경로를 고치거나 프로젝트를 먼저 빌드하세요.</translation>
    </message>
    <message>
        <source>The layer folder %1 does not exist and is left out (%2).</source>
        <translation>계층 폴더가 없어 제외합니다: %1 (%2)</translation>
    </message>
    <message>
        <source>The layer %1 is not on this machine and is left out (%2).</source>
        <translation>계층이 이 컴퓨터에 없어 제외합니다: %1 (%2)</translation>
    </message>
    <message>
        <source>The embedded endpoint is not running yet.</source>
        <translation>내장 엔드포인트가 아직 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>The embedded endpoint is not running. See the Server tab for the reason.</source>
        <translation>내장 엔드포인트가 실행되고 있지 않습니다. 이유는 서버 탭에서 확인하세요.</translation>
    </message>
    <message>
        <source>Only one folder or file can be opened: %1</source>
        <translation>폴더나 파일은 하나만 열 수 있습니다: %1</translation>
    </message>
    <message>
        <source>%1 needs a value.</source>
        <translation>값이 필요합니다: %1</translation>
    </message>
    <message>
        <source>There is no option %1. See --help.</source>
        <translation>없는 옵션입니다: %1. --help를 확인하세요.</translation>
    </message>
    <message>
        <source>The language is en or ko, not %1.</source>
        <translation>언어는 en 또는 ko입니다. 받은 값: %1</translation>
    </message>
    <message>
        <source>Usage: lathe-workbench [options] [FOLDER|FILE]

Opens the workbench, with the last folder when none is given.

  --sample ID        make this sample project and open it
  --fresh            do not open the last folder
  --lang en|ko       language of the interface
  --theme NAME       system, light, dark or high-contrast
  --screenshot FILE  write a picture of the window and quit
  --version, --help
</source>
        <translation>사용법: lathe-workbench [옵션] [폴더|파일]

작업대를 엽니다. 폴더를 주지 않으면 마지막 폴더를 엽니다.

  --sample ID        이 예제 프로젝트를 만들어 열기
  --fresh            마지막 폴더를 열지 않기
  --lang en|ko       화면 언어
  --theme NAME       system, light, dark, high-contrast
  --screenshot FILE  창의 그림을 파일로 쓰고 끝내기
  --version, --help
</translation>
    </message>
    <message>
        <source>The theme file cannot be used; install Lathe again: %1</source>
        <translation>테마 파일을 쓸 수 없습니다. Lathe를 다시 설치하세요: %1</translation>
    </message>
    <message>
        <source>This is not a regular expression: %1</source>
        <translation>정규식이 아닙니다: %1</translation>
    </message>
    <message>
        <source>Profile %1 takes its keys from the environment, where AWS_ACCESS_KEY_ID is not set.</source>
        <translation>프로필 %1: 환경 변수에서 키를 가져오지만 AWS_ACCESS_KEY_ID가 설정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Profile %1 takes its keys from %2, which is there on AWS machines only. Use source_profile.</source>
        <translation>프로필 %1: 키의 출처가 AWS 컴퓨터에만 있습니다(%2). source_profile을 쓰세요.</translation>
    </message>
    <message>
        <source>Profile %1 has a role_arn but no source_profile. Add the profile whose keys may assume the role.</source>
        <translation>프로필 %1: role_arn이 있지만 source_profile이 없습니다. 역할을 맡을 수 있는 키의 프로필을 추가하세요.</translation>
    </message>
    <message>
        <source>The profiles %1 name each other as source_profile.</source>
        <translation>프로필이 서로를 source_profile로 가리킵니다: %1</translation>
    </message>
    <message>
        <source>Profile %1 names the source_profile %2, which does not exist.</source>
        <translation>프로필 %1: source_profile %2 프로필이 없습니다.</translation>
    </message>
    <message>
        <source>The web identity token %1 cannot be read: %2.</source>
        <translation>웹 ID 토큰을 읽을 수 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>role %1 of profile %2</source>
        <translation>프로필 %2의 역할 %1</translation>
    </message>
    <message>
        <source>AWS gave no keys for %1. See the details, or try: aws sts get-caller-identity</source>
        <translation>AWS에서 키를 받지 못했습니다: %1. 자세한 내용을 보거나 실행해 보세요: aws sts get-caller-identity</translation>
    </message>
    <message>
        <source>%1 is not a file that can be edited.</source>
        <translation>편집할 수 있는 파일이 아닙니다: %1</translation>
    </message>
    <message>
        <source>%1 is %2 MB large; files of up to %3 MB can be edited here. Open it with another program.</source>
        <translation>%1: 크기 %2 MB. 여기서는 %3 MB까지 편집할 수 있습니다. 다른 프로그램으로 여세요.</translation>
    </message>
    <message>
        <source>The event is gone: its function was deleted.</source>
        <translation>함수가 삭제되어 이벤트가 없어졌습니다.</translation>
    </message>
    <message>
        <source>%1 cannot be saved: the encoding %2 is unknown.</source>
        <translation>저장할 수 없습니다: %1. 알 수 없는 인코딩: %2</translation>
    </message>
    <message>
        <source>%1 was not saved: the character in line %2, column %3 does not exist in %4. Remove it, or save the file as UTF-8.</source>
        <translation>저장하지 않았습니다: %1. %2번 줄 %3번 칸의 문자는 %4에 없습니다. 지우거나 UTF-8로 저장하세요.</translation>
    </message>
    <message>
        <source>libarchive is missing, so no image can be read. Install the package libarchive13.</source>
        <translation>libarchive가 없어 이미지를 읽을 수 없습니다. libarchive13 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>the file %1 is missing</source>
        <translation>파일이 없음: %1</translation>
    </message>
    <message>
        <source>it has too many files</source>
        <translation>파일이 너무 많음</translation>
    </message>
    <message>
        <source>%1 is not a whole tar file</source>
        <translation>온전한 tar 파일이 아님: %1</translation>
    </message>
    <message>
        <source>the file %1 is too large</source>
        <translation>파일이 너무 큼: %1</translation>
    </message>
    <message>
        <source>the file %1 cannot be read</source>
        <translation>파일을 읽을 수 없음: %1</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>%1 is neither a folder nor a file</source>
        <translation>폴더도 파일도 아님: %1</translation>
    </message>
    <message>
        <source>the file %1 is no JSON</source>
        <translation>JSON이 아닌 파일: %1</translation>
    </message>
    <message>
        <source>%1 is no digest</source>
        <translation>다이제스트가 아님: %1</translation>
    </message>
    <message>
        <source>%1 of the image does not have the content that its digest says; save the image again.</source>
        <translation>이미지의 내용이 다이제스트와 다릅니다: %1. 이미지를 다시 저장하세요.</translation>
    </message>
    <message>
        <source>it is for %1, not for Linux</source>
        <translation>Linux용이 아니라 %1용임</translation>
    </message>
    <message>
        <source>it has %1 layers but names %2</source>
        <translation>계층은 %1개인데 적힌 것은 %2개임</translation>
    </message>
    <message>
        <source>it has more than %1 layers</source>
        <translation>계층이 %1개보다 많음</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(없음)</translation>
    </message>
    <message>
        <source>There are several images in it; write one of these names behind its path and a colon: %1</source>
        <translation>이미지가 여러 개 들어 있습니다. 경로 뒤에 콜론을 붙이고 이 이름 중 하나를 쓰세요: %1</translation>
    </message>
    <message>
        <source>its index is nested too deep</source>
        <translation>인덱스가 너무 깊게 중첩됨</translation>
    </message>
    <message>
        <source>its index is too long</source>
        <translation>인덱스가 너무 김</translation>
    </message>
    <message>
        <source>it unpacks to far more than its size promises</source>
        <translation>압축을 풀면 크기에 비해 지나치게 커짐</translation>
    </message>
    <message>
        <source>it has neither index.json nor manifest.json</source>
        <translation>index.json도 manifest.json도 없음</translation>
    </message>
    <message>
        <source>The image cannot be unpacked to %1: %2. Nothing was kept.</source>
        <translation>이미지를 풀 수 없습니다. 위치: %1, 이유: %2. 남긴 것은 없습니다.</translation>
    </message>
    <message>
        <source>%1 of the image cannot be unpacked: %2. Nothing was kept.</source>
        <translation>이미지의 항목을 풀 수 없습니다: %1 (%2). 남긴 것은 없습니다.</translation>
    </message>
    <message>
        <source>Unpacking the image was cancelled.</source>
        <translation>이미지 풀기를 취소했습니다.</translation>
    </message>
    <message>
        <source>Write the value out instead of using the alias.</source>
        <translation>별칭 대신 값을 직접 쓰세요.</translation>
    </message>
    <message>
        <source>The template is nested more than %1 levels deep.</source>
        <translation>템플릿이 %1단계보다 깊게 중첩되어 있습니다.</translation>
    </message>
    <message>
        <source>Flatten this part.</source>
        <translation>이 부분의 중첩을 줄이세요.</translation>
    </message>
    <message>
        <source>The template has more than %1 values once its aliases are written out.</source>
        <translation>별칭을 풀면 템플릿의 값이 %1개를 넘습니다.</translation>
    </message>
    <message>
        <source>The key %1 stands here a second time; the first is in line %2.</source>
        <translation>키가 중복되었습니다: %1. 처음 나온 곳은 %2번 줄입니다.</translation>
    </message>
    <message>
        <source>Remove one of the two. Only the last one counts.</source>
        <translation>둘 중 하나를 지우세요. 마지막 것만 적용됩니다.</translation>
    </message>
    <message>
        <source>A merge key (&lt;&lt;) takes a map or a list of maps.</source>
        <translation>병합 키(&lt;&lt;)에는 맵이나 맵의 목록이 와야 합니다.</translation>
    </message>
    <message>
        <source>Give an alias of a map, for example &lt;&lt;: *defaults.</source>
        <translation>맵의 별칭을 쓰세요. 예: &lt;&lt;: *defaults</translation>
    </message>
    <message>
        <source>%1 should be %2, but %3 stands here.</source>
        <translation>%1 값의 형식이 다릅니다. 필요한 형식: %2, 현재: %3.</translation>
    </message>
    <message>
        <source>Correct the value or its indentation.</source>
        <translation>값이나 들여쓰기를 고치세요.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>%1 should be %2, but nothing stands here.</source>
        <translation>%1 값이 비어 있습니다. 필요한 형식: %2.</translation>
    </message>
    <message>
        <source>Write its content below, indented further, or remove the key.</source>
        <translation>아래에 더 들여 써서 내용을 적거나 키를 지우세요.</translation>
    </message>
    <message>
        <source>%1 is not known here: %2. The default is used.</source>
        <translation>여기서는 %1 값을 알 수 없어 기본값을 사용합니다: %2.</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>정수</translation>
    </message>
    <message>
        <source>%1 is %2; Lambda takes %3 to %4.</source>
        <translation>%1 값: %2. Lambda에서 허용하는 범위는 %3~%4입니다.</translation>
    </message>
    <message>
        <source>Choose a value in that range.</source>
        <translation>이 범위의 값을 고르세요.</translation>
    </message>
    <message>
        <source>The image unpacks to more than Lambda takes (10 GB), or to far more than its size promises. Nothing was kept.</source>
        <translation>이미지를 풀면 Lambda의 한도(10 GB)를 넘거나 크기에 비해 터무니없이 커집니다. 남긴 것은 없습니다.</translation>
    </message>
    <message>
        <source>the layer %1 cannot be read</source>
        <translation>계층을 읽을 수 없음: %1</translation>
    </message>
    <message>
        <source>The image is refused: its entry %1 %2.</source>
        <translation>이미지를 거부했습니다. 항목: %1, 이유: %2.</translation>
    </message>
    <message>
        <source>has a name that leads out of the image or is too long</source>
        <translation>이름이 이미지 밖을 가리키거나 너무 김</translation>
    </message>
    <message>
        <source>takes away nothing that can be named</source>
        <translation>지울 대상의 이름이 올바르지 않음</translation>
    </message>
    <message>
        <source>links to a place outside of the image</source>
        <translation>이미지 밖을 가리키는 링크</translation>
    </message>
    <message>
        <source>the link %1 has no target</source>
        <translation>대상이 없는 링크: %1</translation>
    </message>
    <message>
        <source>a file has no name</source>
        <translation>이름 없는 파일이 있음</translation>
    </message>
    <message>
        <source>Write some of the values out.</source>
        <translation>일부 값을 직접 쓰세요.</translation>
    </message>
    <message>
        <source>The condition %1 refers to itself.</source>
        <translation>조건이 자기 자신을 참조합니다: %1</translation>
    </message>
    <message>
        <source>Break the circle.</source>
        <translation>순환 참조를 끊으세요.</translation>
    </message>
    <message>
        <source>Write the functions out to see them here.</source>
        <translation>함수를 직접 쓰면 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Resource %1</source>
        <translation>리소스 %1</translation>
    </message>
    <message>
        <source>The code of function %1 stands in the template.</source>
        <translation>함수의 코드가 템플릿 안에 있습니다: %1</translation>
    </message>
    <message>
        <source>Move it into a file and name its folder in CodeUri to edit and run it here.</source>
        <translation>여기서 편집하고 실행하려면 파일로 옮기고 CodeUri에 폴더를 적으세요.</translation>
    </message>
    <message>
        <source>The code of function %1 is not in this project: %2</source>
        <translation>함수의 코드가 이 프로젝트에 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>it is in a bucket</source>
        <translation>버킷에 있음</translation>
    </message>
    <message>
        <source>Give a local folder in CodeUri to run it here.</source>
        <translation>여기서 실행하려면 CodeUri에 로컬 폴더를 적으세요.</translation>
    </message>
    <message>
        <source>These functions are not known here: %1</source>
        <translation>여기서 알 수 없는 함수: %1</translation>
    </message>
    <message>
        <source>Function %1 is not known here: %2</source>
        <translation>여기서 알 수 없는 함수: %1 (%2)</translation>
    </message>
    <message>
        <source>Function %1</source>
        <translation>함수 %1</translation>
    </message>
    <message>
        <source>The variable ${%1} refers to itself.</source>
        <translation>변수가 자기 자신을 참조합니다: ${%1}</translation>
    </message>
    <message>
        <source>Break the circle: %1</source>
        <translation>순환 참조를 끊으세요: %1</translation>
    </message>
    <message>
        <source>The variables of this template are nested too deep or too many to resolve.</source>
        <translation>이 템플릿의 변수가 너무 깊거나 많아서 풀 수 없습니다.</translation>
    </message>
    <message>
        <source>A value grows beyond %1 characters when its variables are resolved.</source>
        <translation>변수를 풀면 값이 %1자를 넘습니다.</translation>
    </message>
    <message>
        <source>Nothing was found for ${%1}.</source>
        <translation>값을 찾지 못했습니다: ${%1}</translation>
    </message>
    <message>
        <source>Add the value, or give a default behind a comma.</source>
        <translation>값을 추가하거나 쉼표 뒤에 기본값을 적으세요.</translation>
    </message>
    <message>
        <source>file(%1) lies outside the project and is not read.</source>
        <translation>file(%1): 프로젝트 밖에 있어 읽지 않습니다.</translation>
    </message>
    <message>
        <source>Copy the file into the project.</source>
        <translation>파일을 프로젝트 안으로 복사하세요.</translation>
    </message>
    <message>
        <source>file(%1) is code and is not run here.</source>
        <translation>file(%1): 코드이므로 여기서 실행하지 않습니다.</translation>
    </message>
    <message>
        <source>The JSON text ends too early.</source>
        <translation>JSON이 끝나기 전에 내용이 끊겼습니다.</translation>
    </message>
    <message>
        <source>There is text after the end of the JSON value.</source>
        <translation>JSON 값이 끝난 뒤에 내용이 더 있습니다.</translation>
    </message>
    <message>
        <source>The JSON is nested deeper than 512 levels.</source>
        <translation>JSON이 512단계보다 깊게 중첩되어 있습니다.</translation>
    </message>
    <message>
        <source>A colon is missing here.</source>
        <translation>콜론(:)이 빠졌습니다.</translation>
    </message>
    <message>
        <source>A comma or a closing bracket is missing here.</source>
        <translation>쉼표나 닫는 괄호가 빠졌습니다.</translation>
    </message>
    <message>
        <source>A key in double quotes is missing here.</source>
        <translation>큰따옴표로 묶은 키가 빠졌습니다.</translation>
    </message>
    <message>
        <source>A value is missing here.</source>
        <translation>값이 빠졌습니다.</translation>
    </message>
    <message>
        <source>Function %1 cannot mount a file system at %2.</source>
        <translation>파일 시스템을 마운트할 수 없는 위치입니다. 함수: %1, 위치: %2</translation>
    </message>
    <message>
        <source>Use a folder right below /mnt, e.g. /mnt/data.</source>
        <translation>/mnt 바로 아래의 폴더를 쓰세요. 예: /mnt/data</translation>
    </message>
    <message>
        <source>Function %1 has %2 file systems; Lambda allows %3.</source>
        <translation>함수 %1: 파일 시스템 %2개, Lambda 허용 한도 %3개</translation>
    </message>
    <message>
        <source>The folder %1, which stands for the file system at %2, cannot be made.</source>
        <translation>파일 시스템을 대신하는 폴더를 만들 수 없습니다. 폴더: %1, 마운트 위치: %2</translation>
    </message>
    <message>
        <source>This machine cannot take the network from the function: it has the whole network.</source>
        <translation>이 컴퓨터에서는 함수의 네트워크를 차단할 수 없어 함수가 전체 네트워크를 씁니다.</translation>
    </message>
    <message>
        <source>The size of /tmp is not limited in environments that are kept for the next event.</source>
        <translation>다음 이벤트를 위해 유지하는 환경에서는 /tmp 크기가 제한되지 않습니다.</translation>
    </message>
    <message>
        <source>Building an image runs programs of the folder, which is not trusted.</source>
        <translation>이미지를 빌드하면 신뢰하지 않는 폴더의 프로그램이 실행됩니다.</translation>
    </message>
    <message>
        <source>%1 could not build the image of %2: %3</source>
        <translation>이미지를 빌드하지 못했습니다. 도구: %1, 파일: %2, 메시지: %3</translation>
    </message>
    <message>
        <source>There is no Dockerfile at %1.</source>
        <translation>Dockerfile이 없습니다: %1</translation>
    </message>
    <message>
        <source>Container images may take 1 GB or more.</source>
        <translation>컨테이너 이미지에는 1 GB 이상을 지정하세요.</translation>
    </message>
    <message>
        <source>Nothing here builds images. Install one of the packages buildah, podman or docker.io.</source>
        <translation>이미지를 빌드할 도구가 없습니다. buildah, podman, docker.io 중 한 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>The image cannot be built in %1: %2.</source>
        <translation>이미지를 빌드할 수 없습니다. 위치: %1, 이유: %2.</translation>
    </message>
    <message>
        <source>The unpacked image of the function %1 is gone from %2. Try again.</source>
        <translation>풀어 둔 이미지가 사라졌습니다. 함수: %1, 위치: %2. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>API Gateway: REST API, POST with JSON</source>
        <translation>API Gateway: REST API, JSON을 담은 POST</translation>
    </message>
    <message>
        <source>API Gateway: request authorizer</source>
        <translation>API Gateway: 요청 권한 부여자</translation>
    </message>
    <message>
        <source>API Gateway: HTTP API with a JWT authorizer</source>
        <translation>API Gateway: JWT 권한 부여자를 쓰는 HTTP API</translation>
    </message>
    <message>
        <source>API Gateway: HTTP API (payload 1.0)</source>
        <translation>API Gateway: HTTP API(페이로드 1.0)</translation>
    </message>
    <message>
        <source>API Gateway: HTTP API, request authorizer (2.0)</source>
        <translation>API Gateway: HTTP API 요청 권한 부여자(2.0)</translation>
    </message>
    <message>
        <source>API Gateway: WebSocket, connected</source>
        <translation>API Gateway: WebSocket 연결됨</translation>
    </message>
    <message>
        <source>API Gateway: WebSocket, disconnected</source>
        <translation>API Gateway: WebSocket 연결 끊김</translation>
    </message>
    <message>
        <source>Function URL: POST with JSON</source>
        <translation>함수 URL: JSON을 담은 POST</translation>
    </message>
    <message>
        <source>Application Load Balancer: multi-value headers</source>
        <translation>Application Load Balancer: 다중 값 헤더</translation>
    </message>
    <message>
        <source>S3: upload completed in parts</source>
        <translation>S3: 멀티파트 업로드 완료</translation>
    </message>
    <message>
        <source>S3: restored from the archive</source>
        <translation>S3: 아카이브에서 복원됨</translation>
    </message>
    <message>
        <source>S3 Batch Operations</source>
        <translation>S3 배치 작업</translation>
    </message>
    <message>
        <source>S3 Object Lambda: GetObject</source>
        <translation>S3 Object Lambda: GetObject</translation>
    </message>
    <message>
        <source>S3 by EventBridge: object created</source>
        <translation>EventBridge를 통한 S3: 객체 생성됨</translation>
    </message>
    <message>
        <source>S3 in SNS</source>
        <translation>SNS에 담긴 S3</translation>
    </message>
    <message>
        <source>S3 in SQS</source>
        <translation>SQS에 담긴 S3</translation>
    </message>
    <message>
        <source>S3 in SNS in SQS</source>
        <translation>SQS 안의 SNS에 담긴 S3</translation>
    </message>
    <message>
        <source>SQS: FIFO queue</source>
        <translation>SQS: FIFO 대기열</translation>
    </message>
    <message>
        <source>SNS in SQS</source>
        <translation>SQS에 담긴 SNS</translation>
    </message>
    <message>
        <source>Kinesis: tumbling window</source>
        <translation>Kinesis: 텀블링 윈도우</translation>
    </message>
    <message>
        <source>DynamoDB: tumbling window</source>
        <translation>DynamoDB: 텀블링 윈도우</translation>
    </message>
    <message>
        <source>Kinesis Data Analytics: preprocessing</source>
        <translation>Kinesis Data Analytics: 전처리</translation>
    </message>
    <message>
        <source>Data Firehose: CloudWatch Logs</source>
        <translation>Data Firehose: CloudWatch Logs</translation>
    </message>
    <message>
        <source>Data Firehose: from a Kinesis stream</source>
        <translation>Data Firehose: Kinesis 스트림에서</translation>
    </message>
    <message>
        <source>Kafka (self-managed)</source>
        <translation>Kafka(자체 관리형)</translation>
    </message>
    <message>
        <source>Amazon MQ (ActiveMQ)</source>
        <translation>Amazon MQ(ActiveMQ)</translation>
    </message>
    <message>
        <source>DocumentDB: change stream</source>
        <translation>DocumentDB: 변경 스트림</translation>
    </message>
    <message>
        <source>EventBridge Scheduler</source>
        <translation>EventBridge Scheduler</translation>
    </message>
    <message>
        <source>EventBridge: CodeBuild state</source>
        <translation>EventBridge: CodeBuild 상태</translation>
    </message>
    <message>
        <source>EventBridge: CodePipeline state</source>
        <translation>EventBridge: CodePipeline 상태</translation>
    </message>
    <message>
        <source>EventBridge: ECR image pushed</source>
        <translation>EventBridge: ECR 이미지 푸시됨</translation>
    </message>
    <message>
        <source>EventBridge: ECS task state</source>
        <translation>EventBridge: ECS 작업 상태</translation>
    </message>
    <message>
        <source>EventBridge: EC2 Auto Scaling launch</source>
        <translation>EventBridge: EC2 Auto Scaling 시작</translation>
    </message>
    <message>
        <source>EventBridge: GuardDuty finding</source>
        <translation>EventBridge: GuardDuty 탐지 결과</translation>
    </message>
    <message>
        <source>EventBridge: Step Functions execution</source>
        <translation>EventBridge: Step Functions 실행</translation>
    </message>
    <message>
        <source>EventBridge: AWS Health</source>
        <translation>EventBridge: AWS Health</translation>
    </message>
    <message>
        <source>Cognito: before sign-in</source>
        <translation>Cognito: 로그인 전</translation>
    </message>
    <message>
        <source>Cognito: after sign-in</source>
        <translation>Cognito: 로그인 후</translation>
    </message>
    <message>
        <source>Cognito: before the token</source>
        <translation>Cognito: 토큰 생성 전</translation>
    </message>
    <message>
        <source>Cognito: before the token (version 2)</source>
        <translation>Cognito: 토큰 생성 전(버전 2)</translation>
    </message>
    <message>
        <source>Cognito: own message</source>
        <translation>Cognito: 사용자 지정 메시지</translation>
    </message>
    <message>
        <source>Cognito: user migration</source>
        <translation>Cognito: 사용자 마이그레이션</translation>
    </message>
    <message>
        <source>Cognito: which challenge comes next</source>
        <translation>Cognito: 인증 챌린지 정의</translation>
    </message>
    <message>
        <source>Cognito: make a challenge</source>
        <translation>Cognito: 인증 챌린지 생성</translation>
    </message>
    <message>
        <source>Cognito: check the challenge</source>
        <translation>Cognito: 인증 챌린지 응답 확인</translation>
    </message>
    <message>
        <source>Cognito Sync</source>
        <translation>Cognito Sync</translation>
    </message>
    <message>
        <source>CloudFront: viewer request</source>
        <translation>CloudFront: 최종 사용자 요청</translation>
    </message>
    <message>
        <source>CloudFront: origin request</source>
        <translation>CloudFront: 오리진 요청</translation>
    </message>
    <message>
        <source>CloudFront: origin response</source>
        <translation>CloudFront: 오리진 응답</translation>
    </message>
    <message>
        <source>CloudFront: viewer response</source>
        <translation>CloudFront: 최종 사용자 응답</translation>
    </message>
    <message>
        <source>AppSync: direct resolver</source>
        <translation>AppSync: 직접 해석기</translation>
    </message>
    <message>
        <source>AppSync: authorizer</source>
        <translation>AppSync: 권한 부여자</translation>
    </message>
    <message>
        <source>VPC Lattice</source>
        <translation>VPC Lattice</translation>
    </message>
    <message>
        <source>Config: periodic evaluation</source>
        <translation>Config: 주기적 평가</translation>
    </message>
    <message>
        <source>CloudFormation: custom resource, update</source>
        <translation>CloudFormation: 사용자 지정 리소스 업데이트</translation>
    </message>
    <message>
        <source>CloudFormation: custom resource, delete</source>
        <translation>CloudFormation: 사용자 지정 리소스 삭제</translation>
    </message>
    <message>
        <source>CodeDeploy: traffic hook</source>
        <translation>CodeDeploy: 트래픽 훅</translation>
    </message>
    <message>
        <source>Connect: contact flow</source>
        <translation>Connect: 문의 흐름</translation>
    </message>
    <message>
        <source>SES in SNS: mail received</source>
        <translation>SNS에 담긴 SES: 메일 수신</translation>
    </message>
    <message>
        <source>WorkMail: mail flow</source>
        <translation>WorkMail: 메일 흐름</translation>
    </message>
    <message>
        <source>IoT: custom authorizer</source>
        <translation>IoT: 사용자 지정 권한 부여자</translation>
    </message>
    <message>
        <source>IoT: fleet provisioning hook</source>
        <translation>IoT: 플릿 프로비저닝 훅</translation>
    </message>
    <message>
        <source>Lex V1: dialog</source>
        <translation>Lex V1: 대화</translation>
    </message>
    <message>
        <source>Alexa: smart home</source>
        <translation>Alexa: 스마트 홈</translation>
    </message>
    <message>
        <source>Secrets Manager: rotation</source>
        <translation>Secrets Manager: 교체</translation>
    </message>
    <message>
        <source>Bedrock agent: action group</source>
        <translation>Bedrock 에이전트: 작업 그룹</translation>
    </message>
    <message>
        <source>Step Functions: caught error</source>
        <translation>Step Functions: 잡힌 오류</translation>
    </message>
    <message>
        <source>SageMaker Ground Truth: before a task</source>
        <translation>SageMaker Ground Truth: 작업 전</translation>
    </message>
    <message>
        <source>Client VPN: connection handler</source>
        <translation>Client VPN: 연결 핸들러</translation>
    </message>
    <message>
        <source>Lambda: destination of an asynchronous invocation</source>
        <translation>Lambda: 비동기 호출의 대상</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1분 %2초</translation>
    </message>
    <message>
        <source>Install it for Lambda: pip install --platform %1 --only-binary=:all: --python-version %2 --target .</source>
        <translation>Lambda용으로 설치하세요: pip install --platform %1 --only-binary=:all: --python-version %2 --target .</translation>
    </message>
    <message>
        <source>Install it for Lambda: npm install --os=linux --cpu=%1 --libc=glibc</source>
        <translation>Lambda용으로 설치하세요: npm install --os=linux --cpu=%1 --libc=glibc</translation>
    </message>
    <message>
        <source>Variants for %1, which Lambda never loads</source>
        <translation>Lambda가 불러오지 않는 변형, 대상: %1</translation>
    </message>
    <message>
        <source>Leave them out.</source>
        <translation>패키지에서 빼세요.</translation>
    </message>
    <message>
        <source>Compiled for %1: it cannot load on Lambda for %2</source>
        <translation>컴파일 대상: %1. Lambda(%2)에서 불러올 수 없습니다</translation>
    </message>
    <message>
        <source>%1 has %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Needs glibc %1; %2</source>
        <translation>glibc %1 필요, %2</translation>
    </message>
    <message>
        <source>Choose a runtime on Amazon Linux 2023, or: %1</source>
        <translation>Amazon Linux 2023 런타임을 선택하세요. 또는: %1</translation>
    </message>
    <message>
        <source>Needs libstdc++ with GLIBCXX_%1; %2</source>
        <translation>GLIBCXX_%1 버전의 libstdc++ 필요, %2</translation>
    </message>
    <message>
        <source>Needs libstdc++ with CXXABI_%1; %2</source>
        <translation>CXXABI_%1 버전의 libstdc++ 필요, %2</translation>
    </message>
    <message>
        <source>Link it with -static-libstdc++, put a newer libstdc++.so.6 into lib/ of a layer, or: %1</source>
        <translation>-static-libstdc++로 링크하거나 더 새로운 libstdc++.so.6을 계층의 lib/에 넣으세요. 또는: %1</translation>
    </message>
    <message>
        <source>32 bit</source>
        <translation>32비트</translation>
    </message>
    <message>
        <source>Needs %1, which is neither here nor in %2</source>
        <translation>필요한 라이브러리: %1. 패키지에도 %2에도 없습니다</translation>
    </message>
    <message>
        <source>Put %1 into lib/ of a layer or of the function, or install a build that brings it along.</source>
        <translation>계층이나 함수의 lib/에 넣으세요: %1. 또는 이 라이브러리를 포함한 빌드를 설치하세요.</translation>
    </message>
    <message>
        <source>The layer %1 is not on this machine: its size is not counted.</source>
        <translation>이 컴퓨터에 없는 계층: %1. 크기를 셀 수 없습니다.</translation>
    </message>
    <message>
        <source>Looking at the package was stopped.</source>
        <translation>패키지 살펴보기를 멈췄습니다.</translation>
    </message>
    <message>
        <source>Tests of libraries</source>
        <translation>라이브러리의 테스트</translation>
    </message>
    <message>
        <source>Leave them out: no function runs them.</source>
        <translation>빼세요. 함수는 테스트를 실행하지 않습니다.</translation>
    </message>
    <message>
        <source>Caches of tools</source>
        <translation>도구의 캐시</translation>
    </message>
    <message>
        <source>Python bytecode</source>
        <translation>Python 바이트코드</translation>
    </message>
    <message>
        <source>Leave it out: it fits one version of Python only.</source>
        <translation>빼세요. Python 버전 하나에만 맞습니다.</translation>
    </message>
    <message>
        <source>Source maps</source>
        <translation>소스 맵</translation>
    </message>
    <message>
        <source>Leave them out, unless stack traces are to be mapped on Lambda.</source>
        <translation>Lambda에서 스택 추적을 원본과 연결하지 않는다면 빼세요.</translation>
    </message>
    <message>
        <source>Type declarations</source>
        <translation>타입 선언</translation>
    </message>
    <message>
        <source>Leave them out: only editors and type checkers read them.</source>
        <translation>빼세요. 편집기와 타입 검사기만 읽습니다.</translation>
    </message>
    <message>
        <source>Documentation</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Leave it out; licences stay.</source>
        <translation>빼세요. 라이선스는 남습니다.</translation>
    </message>
    <message>
        <source>Notes of installers</source>
        <translation>설치 도구의 기록</translation>
    </message>
    <message>
        <source>Leave them out; METADATA and entry points stay.</source>
        <translation>빼세요. METADATA와 entry point는 남습니다.</translation>
    </message>
    <message>
        <source>Headers, static libraries and sources of native code</source>
        <translation>네이티브 코드의 헤더, 정적 라이브러리, 소스</translation>
    </message>
    <message>
        <source>Leave them out: they serve building only.</source>
        <translation>빼세요. 빌드할 때만 쓰입니다.</translation>
    </message>
    <message>
        <source>Hidden by a later layer</source>
        <translation>뒤 계층에 가려짐</translation>
    </message>
    <message>
        <source>Opened by no recorded run</source>
        <translation>기록한 실행에서 열리지 않음</translation>
    </message>
    <message>
        <source>Leave them out if your recorded runs do all that the function can do.</source>
        <translation>기록한 실행이 함수의 모든 기능을 거쳤다면 빼세요.</translation>
    </message>
    <message>
        <source>In a layer too, byte for byte</source>
        <translation>계층에도 똑같은 파일이 있음</translation>
    </message>
    <message>
        <source>The same bytes more than once</source>
        <translation>같은 내용이 여러 번 들어 있음</translation>
    </message>
    <message>
        <source>Keep one copy: let the others be links, or install one version of the library (npm dedupe).</source>
        <translation>하나만 남기고 나머지는 링크로 바꾸거나 라이브러리를 한 버전만 설치하세요(npm dedupe).</translation>
    </message>
    <message>
        <source>Function and layers unzip to %1 MB; Lambda takes %2</source>
        <translation>함수와 계층의 압축 해제 크기: %1 MB, Lambda 한도: %2</translation>
    </message>
    <message>
        <source>Leave out what is not needed, or use a container image (10 GB).</source>
        <translation>필요 없는 파일을 빼거나 컨테이너 이미지(10 GB)를 쓰세요.</translation>
    </message>
    <message>
        <source>Its zip has %1 MB; a direct upload takes %2 MB</source>
        <translation>zip 크기: %1 MB, 직접 업로드 한도: %2 MB</translation>
    </message>
    <message>
        <source>Upload it through a bucket, or make it smaller.</source>
        <translation>버킷으로 업로드하거나 크기를 줄이세요.</translation>
    </message>
    <message>
        <source>bundler cannot reach its gem server. Connect, then repeat.</source>
        <translation>bundler가 gem 서버에 연결하지 못합니다. 네트워크에 연결한 뒤 다시 하세요.</translation>
    </message>
    <message>
        <source>No source of the Gemfile has the gem %1 in a fitting version.</source>
        <translation>Gemfile의 어느 소스에도 맞는 버전의 gem이 없습니다: %1</translation>
    </message>
    <message>
        <source>bundler could not install the gems; its own words are in the details.</source>
        <translation>bundler가 gem을 설치하지 못했습니다. 출력은 자세히에 있습니다.</translation>
    </message>
    <message>
        <source>bundler is missing, so gems cannot be installed. Install the packages ruby and bundler.</source>
        <translation>bundler가 없어 gem을 설치할 수 없습니다. ruby, bundler 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>These gems are compiled while they are installed, which runs their code: %1. Allow install scripts, or lock a platform for which they are ready.</source>
        <translation>설치하면서 컴파일되어 자체 코드가 실행되는 gem입니다: %1. 설치 스크립트를 허용하거나, 미리 컴파일된 플랫폼으로 잠그세요.</translation>
    </message>
    <message>
        <source>The gems were installed with Ruby %1 and are for %2; that is right for gems without compiled parts.</source>
        <translation>설치한 Ruby: %1, 대상: %2. 컴파일된 부분이 없는 gem이라면 문제없습니다.</translation>
    </message>
    <message>
        <source>Nothing was given to make a layer of.</source>
        <translation>계층으로 만들 것이 주어지지 않았습니다.</translation>
    </message>
    <message>
        <source>The layer cannot be written at %1: %2.</source>
        <translation>계층을 쓸 수 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>The layer was cancelled.</source>
        <translation>계층 만들기를 취소했습니다.</translation>
    </message>
    <message>
        <source>%1 is not JSON: %2.</source>
        <translation>JSON이 아닙니다: %1 (%2)</translation>
    </message>
    <message>
        <source>%1 takes %2 from a folder (%3), which is not in the registry. Remove it there and add that folder to the layer by itself.</source>
        <translation>%1: %2 패키지를 레지스트리가 아닌 폴더(%3)에서 가져옵니다. 거기서 지우고 그 폴더를 계층에 따로 추가하세요.</translation>
    </message>
    <message>
        <source>The npm registry has no %1. Name another version of it.</source>
        <translation>npm 레지스트리에 없습니다: %1. 다른 버전을 지정하세요.</translation>
    </message>
    <message>
        <source>package-lock.json does not fit package.json. Run: npm install --package-lock-only</source>
        <translation>package-lock.json이 package.json과 맞지 않습니다. 실행하세요: npm install --package-lock-only</translation>
    </message>
    <message>
        <source>npm does not read %1: versions were chosen anew from package.json.</source>
        <translation>npm은 %1 파일을 읽지 않습니다. package.json에서 버전을 새로 골랐습니다.</translation>
    </message>
    <message>
        <source>npm is missing, so Node.js libraries cannot be installed. Install the package npm.</source>
        <translation>npm이 없어 Node.js 라이브러리를 설치할 수 없습니다. npm 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>This npm (version %1) cannot install for another processor; %2 or newer can. Run: npm install -g npm</source>
        <translation>이 npm(버전 %1)은 다른 프로세서용으로 설치하지 못합니다. 버전 %2 이상이 필요합니다. 실행하세요: npm install -g npm</translation>
    </message>
    <message>
        <source>%1 names no libraries that are needed at run time.</source>
        <translation>실행할 때 필요한 라이브러리가 적혀 있지 않습니다: %1</translation>
    </message>
    <message>
        <source>%1 names no dependencies in [project]. Export them to a requirements.txt and add that.</source>
        <translation>%1: [project]에 dependencies가 없습니다. requirements.txt로 내보내 그것을 추가하세요.</translation>
    </message>
    <message>
        <source>pip cannot reach its package index. Connect, or set an index that is reachable (PIP_INDEX_URL, pip.conf), then repeat.</source>
        <translation>pip이 패키지 인덱스에 연결하지 못합니다. 네트워크에 연결하거나 연결되는 인덱스를 설정한 뒤(PIP_INDEX_URL, pip.conf) 다시 하세요.</translation>
    </message>
    <message>
        <source>There is no ready wheel of %1 for %2 on %3. Name another version of it, or make a wheel for that system and put its folder in PIP_FIND_LINKS.</source>
        <translation>미리 만들어진 wheel이 없습니다: %1 (%2, %3). 다른 버전을 지정하거나, 그 시스템용 wheel을 만들어 폴더를 PIP_FIND_LINKS에 넣으세요.</translation>
    </message>
    <message>
        <source>pip could not install the libraries; its own words are in the details.</source>
        <translation>pip이 라이브러리를 설치하지 못했습니다. 출력은 자세히에 있습니다.</translation>
    </message>
    <message>
        <source>pip is missing, so Python libraries cannot be installed. Install the package python3-pip.</source>
        <translation>pip이 없어 Python 라이브러리를 설치할 수 없습니다. python3-pip 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>%1 did not finish within %2 minutes. Check the network and repeat.</source>
        <translation>%2분 안에 끝나지 않았습니다: %1. 네트워크를 확인하고 다시 하세요.</translation>
    </message>
    <message>
        <source>The wheel %1 was installed to %2.</source>
        <translation>wheel을 설치했습니다: %1 → %2</translation>
    </message>
    <message>
        <source>%1 asks for other libraries, which are not in it: %2. A requirements.txt brings them along.</source>
        <translation>%1: 다른 라이브러리가 필요한데 들어 있지 않습니다(%2). requirements.txt를 쓰면 함께 설치됩니다.</translation>
    </message>
    <message>
        <source>The list of layers in %1 is written in a form that is not changed here. Change it by hand; the details show the lines.</source>
        <translation>%1 파일의 계층 목록은 여기서 고칠 수 없는 형식으로 적혀 있습니다. 직접 고치세요. 넣을 줄은 자세히에 있습니다.</translation>
    </message>
    <message>
        <source>There is no layer %1 in this project.</source>
        <translation>이 프로젝트에 없는 계층입니다: %1</translation>
    </message>
    <message>
        <source>%1 is not an object with a list of layer names for each function.</source>
        <translation>%1: 함수마다 계층 이름 목록을 담은 객체가 아닙니다.</translation>
    </message>
    <message>
        <source>The project has no function %1.</source>
        <translation>프로젝트에 없는 함수입니다: %1</translation>
    </message>
    <message>
        <source>%1 would have %2 layers; Lambda allows %3. Detach one, or put two into one.</source>
        <translation>%1: 계층이 %2개가 됩니다. Lambda는 %3개까지 허용합니다. 하나를 떼거나 둘을 하나로 합치세요.</translation>
    </message>
    <message>
        <source>Correct it, or remove it: each function then has all layers of the folder.</source>
        <translation>고치거나 지우세요. 지우면 모든 함수가 폴더의 계층을 모두 씁니다.</translation>
    </message>
    <message>
        <source>%1 installed what %2 names, for %3 on %4.</source>
        <translation>%1: %2에 적힌 것을 설치했습니다(%3, %4).</translation>
    </message>
    <message>
        <source>There is nothing in it that a layer could be made of.</source>
        <translation>계층으로 만들 만한 것이 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The layer has %1 bytes; Lambda allows %2 for a function with all its layers. Leave something out, or use a container image.</source>
        <translation>계층이 %1바이트입니다. Lambda는 함수와 모든 계층을 합쳐 %2바이트까지 허용합니다. 일부를 빼거나 컨테이너 이미지를 쓰세요.</translation>
    </message>
    <message>
        <source>%1 is compiled for another processor than %2.</source>
        <translation>%1: %2 이외의 프로세서용으로 컴파일되었습니다.</translation>
    </message>
    <message>
        <source>%1 is left out: no layer needs it.</source>
        <translation>계층에 필요 없어 뺐습니다: %1</translation>
    </message>
    <message>
        <source>%1 went to %2, where the runtime looks for it.</source>
        <translation>런타임이 찾는 곳으로 옮겼습니다: %1 → %2</translation>
    </message>
    <message>
        <source>No runtime looks for %1 by itself; functions find it at /opt/%1.</source>
        <translation>런타임이 스스로 찾지 않는 항목입니다: %1. 함수에서는 /opt/%1 경로에 있습니다.</translation>
    </message>
    <message>
        <source>The folder %1 around the layer was taken away.</source>
        <translation>계층에는 이 폴더 안의 내용만 넣었습니다: %1</translation>
    </message>
    <message>
        <source>Of %1 only the libraries that %2 names go into the layer; its own code stays out.</source>
        <translation>%1: %2에 적힌 라이브러리만 계층에 들어가고 자체 코드는 빠집니다.</translation>
    </message>
    <message>
        <source>The node_modules of %1 went to %2; the rest of it stays out.</source>
        <translation>%1의 node_modules를 %2 폴더로 옮겼습니다. 나머지는 빠집니다.</translation>
    </message>
    <message>
        <source>%1 is a virtual environment without site-packages; nothing of it is in the layer.</source>
        <translation>site-packages가 없는 가상 환경이라 계층에 넣지 않았습니다: %1</translation>
    </message>
    <message>
        <source>The site-packages of the virtual environment %1 went to %2; its interpreter stays out.</source>
        <translation>가상 환경 %1의 site-packages를 %2 폴더로 옮겼습니다. 인터프리터는 빠집니다.</translation>
    </message>
    <message>
        <source>The virtual environment was made by %1 on this machine; compiled libraries in it fit that version only.</source>
        <translation>가상 환경은 이 컴퓨터의 %1 버전으로 만들어졌습니다. 컴파일된 라이브러리는 그 버전에서만 동작합니다.</translation>
    </message>
    <message>
        <source>The folder %1 around %2 was taken away.</source>
        <translation>%2: 이 폴더 안의 내용만 넣었습니다: %1</translation>
    </message>
    <message>
        <source>The project has no layer %1, and no other. Build one first: lathe layer build</source>
        <translation>프로젝트에 계층이 하나도 없습니다(찾은 이름: %1). 먼저 만드세요: lathe layer build</translation>
    </message>
    <message>
        <source>The project has no layer %1. It has: %2</source>
        <translation>프로젝트에 없는 계층입니다: %1. 있는 계층: %2</translation>
    </message>
    <message>
        <source>The project already has a layer %1. Give another name, or replace it.</source>
        <translation>프로젝트에 같은 이름의 계층이 있습니다: %1. 다른 이름을 쓰거나 바꿔치기하세요.</translation>
    </message>
    <message>
        <source>It is not known what the layer %1 was made of. Build it anew from its files.</source>
        <translation>무엇으로 만들었는지 알 수 없는 계층입니다: %1. 파일에서 새로 만드세요.</translation>
    </message>
    <message>
        <source>The layer %1 was made of %2, which is gone. Build it anew from other files.</source>
        <translation>계층 %1의 원본이 없어졌습니다: %2. 다른 파일로 새로 만드세요.</translation>
    </message>
    <message>
        <source>The layer %1 is used by %2. Detach it there first.</source>
        <translation>계층 %1 사용 중인 함수: %2. 먼저 거기서 떼세요.</translation>
    </message>
    <message>
        <source>%1 is not the name of a wheel.</source>
        <translation>wheel의 이름이 아닙니다: %1</translation>
    </message>
    <message>
        <source>The wheel %1 is not for %2. Get the one for %3.</source>
        <translation>%2용 wheel이 아닙니다: %1. %3용을 받으세요.</translation>
    </message>
    <message>
        <source>The wheel %1 is not for %2 on Lambda. Get the one whose name ends in %3.</source>
        <translation>Lambda의 %2용 wheel이 아닙니다: %1. 이름 끝이 %3인 것을 받으세요.</translation>
    </message>
    <message>
        <source>%1 is neither a file nor a folder.</source>
        <translation>파일도 폴더도 아닙니다: %1</translation>
    </message>
    <message>
        <source>%1 is a source distribution, which has to be built first. Make a wheel of it (pip wheel --no-deps %1) and add that, or unpack it and add the folder.</source>
        <translation>먼저 빌드해야 하는 소스 배포판입니다: %1. wheel을 만들어(pip wheel --no-deps %1) 추가하거나, 풀어서 폴더를 추가하세요.</translation>
    </message>
    <message>
        <source>%1 is an archive that layers are not made of. Unpack it and add the folder.</source>
        <translation>계층으로 만들 수 없는 압축 형식입니다: %1. 풀어서 폴더를 추가하세요.</translation>
    </message>
    <message>
        <source>%1 includes files too deeply.</source>
        <translation>포함된 파일이 너무 깊게 이어집니다: %1</translation>
    </message>
    <message>
        <source>A library takes another one from a git repository, whose scripts npm would run. Leave it out, or allow install scripts.</source>
        <translation>라이브러리가 다른 라이브러리를 git 저장소에서 가져오며, npm이 그 스크립트를 실행합니다. 빼거나 설치 스크립트를 허용하세요.</translation>
    </message>
    <message>
        <source>%1 takes libraries from elsewhere than the registry that is set: %2.</source>
        <translation>%1: 설정된 레지스트리가 아닌 곳에서 라이브러리를 가져옵니다: %2.</translation>
    </message>
    <message>
        <source>%1 takes %2 from a repository (%3), which npm would build here by running its scripts. Name a version that is in a registry, or allow install scripts.</source>
        <translation>%1: 저장소에서 가져오는 라이브러리라 npm이 그 스크립트를 실행해 빌드합니다: %2 (%3). 레지스트리에 있는 버전을 적거나 설치 스크립트를 허용하세요.</translation>
    </message>
    <message>
        <source>Libraries name others by an address of their own, not by the index: %1.</source>
        <translation>라이브러리가 인덱스가 아닌 자체 주소에서 다른 라이브러리를 가져옵니다: %1.</translation>
    </message>
    <message>
        <source>A library asks for %1, which is source that would be built and run here. Leave the library out, make a wheel of that source (pip wheel), or allow install scripts.</source>
        <translation>라이브러리가 여기서 빌드하고 실행해야 하는 소스를 요구합니다: %1. 그 라이브러리를 빼거나, 소스로 wheel을 만들거나(pip wheel), 설치 스크립트를 허용하세요.</translation>
    </message>
    <message>
        <source>%1 has the layer %2 from Globals, before its own. Change it there.</source>
        <translation>%1: 계층 %2 항목은 Globals에서 옵니다. 거기서 고치세요.</translation>
    </message>
    <message>
        <source>%1 has too many folders inside one another. Move them up, or leave them out.</source>
        <translation>폴더가 너무 깊게 겹쳐 있습니다: %1. 위로 옮기거나 빼세요.</translation>
    </message>
    <message>
        <source>%1 is left out: it is neither a file, a folder nor a link.</source>
        <translation>파일도 폴더도 링크도 아니어서 뺐습니다: %1</translation>
    </message>
    <message>
        <source>Two different files want to be %1 in the layer: %2 and %3. Leave one of them out.</source>
        <translation>서로 다른 두 파일이 계층에서 같은 자리(%1)에 놓입니다: %2, %3. 하나를 빼세요.</translation>
    </message>
    <message>
        <source>another</source>
        <translation>다른 파일</translation>
    </message>
    <message>
        <source>The link %1 leads nowhere and is left out.</source>
        <translation>가리키는 대상이 없는 링크라 뺐습니다: %1</translation>
    </message>
    <message>
        <source>The layer %1 is not built, or not since its sources changed. Run: lathe build %1</source>
        <translation>계층을 빌드하지 않았거나 소스가 바뀐 뒤 다시 빌드하지 않았습니다: %1. 실행: lathe build %1</translation>
    </message>
    <message>
        <source>%1 cannot be in a layer: %2. Rename it.</source>
        <translation>계층에 넣을 수 없습니다: %1 (%2). 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>%1 was deleted while the layer was made. Repeat.</source>
        <translation>계층을 만드는 동안 삭제되었습니다: %1. 다시 실행하세요.</translation>
    </message>
    <message>
        <source>What was installed tried to lead out of its folder (%1); nothing of it is used.</source>
        <translation>설치된 내용이 자기 폴더 밖을 가리키려 했습니다(%1). 그 내용은 사용하지 않습니다.</translation>
    </message>
    <message>
        <source>The link %1 leads out of what was installed and is left out.</source>
        <translation>설치된 내용 밖을 가리키는 링크라 뺐습니다: %1</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Change its permissions or leave it out.</source>
        <translation>읽을 수 없습니다: %1 (%2). 권한을 바꾸거나 빼세요.</translation>
    </message>
    <message>
        <source>The layer has more than %1 files and folders. Leave something out, or use a container image.</source>
        <translation>계층의 파일과 폴더가 %1개를 넘습니다. 일부를 빼거나 컨테이너 이미지를 사용하세요.</translation>
    </message>
    <message>
        <source>The link %1 leads to a folder that holds the link itself, and is left out.</source>
        <translation>링크가 자신이 들어 있는 폴더를 가리켜서 제외했습니다: %1</translation>
    </message>
    <message>
        <source>The link %1 leads out of the folder: what it leads to was copied (%2).</source>
        <translation>링크가 폴더 밖을 가리켜서 그 대상을 복사했습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>%1 was not executable; it is in the layer.</source>
        <translation>실행 권한이 없던 파일입니다: %1. 계층에서는 실행할 수 있게 했습니다.</translation>
    </message>
    <message>
        <source>%1 is not a wheel that can be installed: %2.</source>
        <translation>설치할 수 있는 wheel이 아닙니다: %1 (%2)</translation>
    </message>
    <message>
        <source>it has no dist-info folder</source>
        <translation>dist-info 폴더가 없습니다</translation>
    </message>
    <message>
        <source>its format is not version 1</source>
        <translation>형식이 버전 1이 아닙니다</translation>
    </message>
    <message>
        <source>it has %1 twice</source>
        <translation>두 번 들어 있습니다: %1</translation>
    </message>
    <message>
        <source>it has the unknown folder %1</source>
        <translation>알 수 없는 폴더가 있습니다: %1</translation>
    </message>
    <message>
        <source>it has no RECORD</source>
        <translation>RECORD가 없습니다</translation>
    </message>
    <message>
        <source>its list (RECORD) has another content for %1</source>
        <translation>목록(RECORD)에 적힌 내용과 다릅니다: %1</translation>
    </message>
    <message>
        <source>it holds the link %1</source>
        <translation>링크가 들어 있습니다: %1</translation>
    </message>
    <message>
        <source>There is nothing to leave out.</source>
        <translation>뺄 것이 없습니다.</translation>
    </message>
    <message>
        <source>The template names a finished package: leave files out where it is made.</source>
        <translation>템플릿이 완성된 패키지를 가리킵니다. 그 패키지를 만드는 곳에서 파일을 빼세요.</translation>
    </message>
    <message>
        <source>%1 was changed meanwhile; take the patterns out there.</source>
        <translation>그사이 파일이 바뀌었습니다: %1. 그 파일에서 패턴을 지우세요.</translation>
    </message>
    <message>
        <source>%1 cannot be removed.</source>
        <translation>지울 수 없는 파일: %1</translation>
    </message>
    <message>
        <source>The patterns in %1 are written in a way that is not edited here. Add them to package.patterns yourself.</source>
        <translation>패턴이 여기에서 고칠 수 없는 방식으로 적혀 있습니다: %1. package.patterns에 직접 추가하세요.</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>리전</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>버킷</translation>
    </message>
    <message>
        <source>Object key</source>
        <translation>객체 키</translation>
    </message>
    <message>
        <source>Object size (bytes)</source>
        <translation>객체 크기(바이트)</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>대기열</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>주제</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>스트림</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>테이블</translation>
    </message>
    <message>
        <source>API id</source>
        <translation>API ID</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>User pool</source>
        <translation>사용자 풀</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>메일 주소</translation>
    </message>
    <message>
        <source>Client address (IP)</source>
        <translation>클라이언트 주소(IP)</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>In SQS</source>
        <translation>SQS에 담기</translation>
    </message>
    <message>
        <source>In SNS</source>
        <translation>SNS에 담기</translation>
    </message>
    <message>
        <source>In EventBridge</source>
        <translation>EventBridge에 담기</translation>
    </message>
    <message>
        <source>In a Kinesis stream</source>
        <translation>Kinesis 스트림에 담기</translation>
    </message>
    <message>
        <source>In Data Firehose</source>
        <translation>Data Firehose에 담기</translation>
    </message>
    <message>
        <source>In Kafka (MSK)</source>
        <translation>Kafka(MSK)에 담기</translation>
    </message>
    <message>
        <source>In Amazon MQ (ActiveMQ)</source>
        <translation>Amazon MQ(ActiveMQ)에 담기</translation>
    </message>
    <message>
        <source>The event template %1 is damaged or missing; install Lathe again.</source>
        <translation>이벤트 템플릿이 손상되었거나 없습니다: %1. Lathe를 다시 설치하세요.</translation>
    </message>
    <message>
        <source>The response is not JSON, so %1 is not there.</source>
        <translation>응답이 JSON이 아니라서 값이 없습니다: %1</translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation>값이 없습니다: %1</translation>
    </message>
    <message>
        <source>%1 is there: %2</source>
        <translation>값이 있습니다: %1 = %2</translation>
    </message>
    <message>
        <source>%1 names %2 values, not %3.</source>
        <translation>%1: 값이 %2개입니다. 예상: %3개</translation>
    </message>
    <message>
        <source>%1 is %2, not %3.</source>
        <translation>%1: %2, 예상: %3</translation>
    </message>
    <message>
        <source>%1 is %2 and does not contain %3.</source>
        <translation>%1: %2, 포함하지 않음: %3</translation>
    </message>
    <message>
        <source>%1 is %2 and does not match %3.</source>
        <translation>%1: %2, 일치하지 않음: %3</translation>
    </message>
    <message>
        <source>The function did not time out.</source>
        <translation>함수가 제한 시간을 넘기지 않았습니다.</translation>
    </message>
    <message>
        <source>The function succeeded, and an error was expected.</source>
        <translation>오류를 예상했지만 함수가 성공했습니다.</translation>
    </message>
    <message>
        <source>The function failed: %1</source>
        <translation>함수가 실패했습니다: %1</translation>
    </message>
    <message>
        <source>This file has to hold a JSON object.</source>
        <translation>이 파일에는 JSON 객체가 있어야 합니다.</translation>
    </message>
    <message>
        <source>The response is %1, not %2.</source>
        <translation>응답: %1, 예상: %2</translation>
    </message>
    <message>
        <source>%1 is there, and should not be: %2</source>
        <translation>없어야 할 값이 있습니다: %1 = %2</translation>
    </message>
    <message>
        <source>%1 is not there; %2 was expected.</source>
        <translation>값이 없습니다: %1, 예상: %2</translation>
    </message>
    <message>
        <source>It took %1 ms; at most %2 ms were expected.</source>
        <translation>%1ms 걸렸습니다. 예상 최대: %2ms</translation>
    </message>
    <message>
        <source>It used %1 MB; at most %2 MB were expected.</source>
        <translation>%1 MB를 썼습니다. 예상 최대: %2 MB</translation>
    </message>
    <message>
        <source>The log does not contain %1.</source>
        <translation>로그에 없습니다: %1</translation>
    </message>
    <message>
        <source>The log contains %1.</source>
        <translation>로그에 있습니다: %1</translation>
    </message>
    <message>
        <source>The regular expression is not valid: %1</source>
        <translation>정규식이 올바르지 않습니다: %1</translation>
    </message>
    <message>
        <source>There is nothing to build %1 by: no requirements.txt, package.json, Gemfile, pom.xml, build.gradle, go.mod, Cargo.toml or source of a Java handler that fits its runtime, and no BuildMethod with a Makefile.</source>
        <translation>빌드할 방법이 없습니다. 런타임에 맞는 requirements.txt, package.json, Gemfile, pom.xml, build.gradle, go.mod, Cargo.toml이나 Java 핸들러의 소스가 없고, Makefile을 쓰는 BuildMethod도 없습니다. 함수: %1</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written: %2.</source>
        <translation>폴더에 쓸 수 없습니다. 폴더: %1, 이유: %2</translation>
    </message>
    <message>
        <source>%1 cannot be copied to %2: %3.</source>
        <translation>복사할 수 없습니다. 원본: %1, 대상: %2, 이유: %3</translation>
    </message>
    <message>
        <source>%1 names BuildMethod %2, which cannot be followed here: it is not known, or there is no Makefile. Build it yourself, then go on with --no-build.</source>
        <translation>BuildMethod를 따를 수 없습니다. 알 수 없는 방법이거나 Makefile이 없습니다. 함수: %1, BuildMethod: %2. 직접 빌드한 뒤 --no-build로 계속하세요.</translation>
    </message>
    <message>
        <source>Commands cannot be taken over from other shells. They run by themselves.</source>
        <translation>다른 셸의 명령을 넘겨받을 수 없습니다. 그 명령들은 따로 실행됩니다.</translation>
    </message>
    <message>
        <source>Profile %1 names the services section %2, which is not in %3. Add it, or remove the line &quot;services&quot;.</source>
        <translation>프로필 %1의 services 섹션 %2: %3 파일에 없습니다. 섹션을 추가하거나 &quot;services&quot; 줄을 지우세요.</translation>
    </message>
    <message>
        <source>No AWS region is set. Give --region, set AWS_REGION, or add &quot;region&quot; to profile %1.</source>
        <translation>AWS 리전이 정해지지 않았습니다. --region을 주거나 AWS_REGION을 설정하거나 프로필 %1에 &quot;region&quot;을 추가하세요.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; (from %2) is not the name of a region.</source>
        <translation>리전 이름이 아닙니다: &quot;%1&quot; (출처: %2)</translation>
    </message>
    <message>
        <source>&quot;%1&quot; (from %2) is not an http or https address.</source>
        <translation>http 또는 https 주소가 아닙니다: &quot;%1&quot; (출처: %2)</translation>
    </message>
    <message>
        <source>The service answered with something that is not JSON. Check the endpoint&apos;s address and the proxy.</source>
        <translation>서비스가 JSON이 아닌 응답을 보냈습니다. 엔드포인트 주소와 프록시를 확인하세요.</translation>
    </message>
    <message>
        <source>The function&apos;s name is missing.</source>
        <translation>함수 이름이 없습니다.</translation>
    </message>
    <message>
        <source>Signature refused. This computer&apos;s clock is %1 min ahead: set it and try again.</source>
        <translation>서명이 거부되었습니다. 이 컴퓨터의 시계가 %1분 빠릅니다. 시계를 맞추고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Signature refused. This computer&apos;s clock is %1 min behind: set it and try again.</source>
        <translation>서명이 거부되었습니다. 이 컴퓨터의 시계가 %1분 느립니다. 시계를 맞추고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1 answered with HTTP %2 and nothing that Lambda would say. Check the endpoint&apos;s address and the proxy.</source>
        <translation>%1: Lambda의 것이 아닌 HTTP %2 응답이 왔습니다. 엔드포인트 주소와 프록시를 확인하세요.</translation>
    </message>
    <message>
        <source>The endpoint&apos;s state could not be read or written; check the free space and permissions of its folder.</source>
        <translation>엔드포인트의 상태를 읽거나 쓸 수 없습니다. 폴더의 남은 공간과 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>The endpoint&apos;s state was damaged. It was moved to %1 and a new one was started: deploy again.</source>
        <translation>엔드포인트의 상태가 손상되어 옮겨 두고 새로 시작했습니다: %1. 다시 배포하세요.</translation>
    </message>
    <message>
        <source>The file %1 cannot be opened; check the folder&apos;s permissions.</source>
        <translation>파일을 열 수 없습니다: %1. 폴더의 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>The access keys of the endpoint were damaged. They were moved to %1 and new ones were made: run &quot;lathe env&quot; again in open shells.</source>
        <translation>엔드포인트의 액세스 키가 손상되어 옮겨 두고 새로 만들었습니다: %1. 열린 셸에서 &quot;lathe env&quot;를 다시 실행하세요.</translation>
    </message>
    <message>
        <source>The image of %1 is only on this machine, and %2 takes images from a registry. Push it to a repository of Amazon ECR, and name it there as the function&apos;s ImageUri.</source>
        <translation>함수 %1: 이미지가 이 컴퓨터에만 있습니다. 대상 %2: 레지스트리의 이미지만 받습니다. Amazon ECR 저장소로 푸시하고 그 이름을 함수의 ImageUri로 지정하세요.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be the name of a function: letters, digits, - and _ are allowed, at most 64.</source>
        <translation>함수 이름으로 쓸 수 없습니다: &quot;%1&quot;. 영문자, 숫자, -, _를 64자까지 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a target. Give local, aws, aws:PROFILE or an http(s) address.</source>
        <translation>대상이 아닙니다: &quot;%1&quot;. local, aws, aws:PROFILE 또는 http(s) 주소를 주세요.</translation>
    </message>
    <message>
        <source>%1 is not an AWS address, so the default profile&apos;s keys are not sent there. Set AWS_PROFILE or AWS_ACCESS_KEY_ID to choose keys.</source>
        <translation>AWS 주소가 아니므로 기본 프로필의 키를 보내지 않습니다: %1. AWS_PROFILE이나 AWS_ACCESS_KEY_ID로 키를 고르세요.</translation>
    </message>
    <message>
        <source>The event name &quot;%1&quot; cannot be a file name: leave out slashes, control characters, a leading dot and spaces at the ends.</source>
        <translation>이벤트 이름을 파일 이름으로 쓸 수 없습니다: &quot;%1&quot;. 빗금, 제어 문자, 맨 앞의 점, 양 끝의 공백을 빼세요.</translation>
    </message>
    <message>
        <source>The event name &quot;%1&quot; is kept for files that belong to an event; choose another one.</source>
        <translation>이벤트의 부속 파일에 쓰는 이름입니다: &quot;%1&quot;. 다른 이름을 고르세요.</translation>
    </message>
    <message>
        <source>There is an event &quot;%1&quot; already; choose another name or replace it.</source>
        <translation>이미 있는 이벤트입니다: &quot;%1&quot;. 다른 이름을 고르거나 덮어쓰세요.</translation>
    </message>
    <message>
        <source>The event &quot;%1&quot; does not exist any more.</source>
        <translation>이벤트가 더 이상 없습니다: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>The event &quot;%1&quot; cannot be deleted: %2.</source>
        <translation>이벤트를 지울 수 없습니다: &quot;%1&quot; (%2)</translation>
    </message>
    <message>
        <source>the path holds &quot;..&quot;</source>
        <translation>경로에 &quot;..&quot;이 있음</translation>
    </message>
    <message>
        <source>the path holds an empty part or &quot;.&quot;</source>
        <translation>경로에 빈 부분이나 &quot;.&quot;이 있음</translation>
    </message>
    <message>
        <source>the target of the link has &quot;..&quot; behind a name</source>
        <translation>링크 대상에서 이름 뒤에 &quot;..&quot;이 있음</translation>
    </message>
    <message>
        <source>its name differs from &quot;%1&quot; by case or Unicode form only</source>
        <translation>&quot;%1&quot; 이름과 대소문자나 유니코드 형식만 다름</translation>
    </message>
    <message>
        <source>The package unzips to %1 bytes, Lambda&apos;s limit is %2. Leave out what the function does not need with patterns, or move libraries to a layer or a container image.</source>
        <translation>압축을 풀면 %1바이트이며 Lambda 한도는 %2바이트입니다. 필요 없는 파일을 패턴으로 제외하거나 라이브러리를 계층이나 컨테이너 이미지로 옮기세요.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be installed from here. Node.js (for example nodejs22.x) and aws-sdk-js can; for others use the system&apos;s package manager.</source>
        <translation>여기서 설치할 수 없는 런타임입니다: &quot;%1&quot;. Node.js(예: nodejs22.x)와 aws-sdk-js는 설치할 수 있습니다. 다른 런타임은 시스템의 패키지 관리자를 사용하세요.</translation>
    </message>
    <message>
        <source>its name is a folder&apos;s and its type is not</source>
        <translation>이름은 폴더인데 형식이 다름</translation>
    </message>
    <message>
        <source>Lathe&apos;s own sandbox is refused here (%1); bubblewrap is used instead, which starts a little later.</source>
        <translation>Lathe의 샌드박스가 여기서 거부되어(%1) bubblewrap을 사용합니다. 시작이 조금 늦습니다.</translation>
    </message>
    <message>
        <source>The sandbox could not be set up (%1). &quot;lathe doctor&quot; shows what this machine allows.</source>
        <translation>샌드박스를 준비하지 못했습니다(%1). &quot;lathe doctor&quot;로 이 컴퓨터에서 가능한 것을 확인하세요.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be the name of an environment variable.</source>
        <translation>환경 변수 이름으로 쓸 수 없습니다: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an architecture of Lambda.</source>
        <translation>Lambda의 아키텍처가 아닙니다: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>%1 is not a folder; give the project&apos;s folder.</source>
        <translation>폴더가 아닙니다: %1. 프로젝트의 폴더를 주세요.</translation>
    </message>
    <message>
        <source>%1 cannot be written; check the disk&apos;s space and the folder&apos;s permissions.</source>
        <translation>쓸 수 없습니다: %1. 디스크 공간과 폴더의 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>Check the file&apos;s permissions.</source>
        <translation>파일의 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>Functions of the runtime &quot;%1&quot; cannot run on this machine; Python, Node.js, Ruby, Java and provided.* can.</source>
        <translation>이 컴퓨터에서 실행할 수 없는 런타임입니다: &quot;%1&quot;. Python, Node.js, Ruby, Java, provided.*는 실행할 수 있습니다.</translation>
    </message>
    <message>
        <source>No interpreter for %1 was found on this machine; install one, for example with &quot;%2&quot;.</source>
        <translation>이 컴퓨터에 인터프리터가 없습니다: %1. 설치 예: &quot;%2&quot;</translation>
    </message>
    <message>
        <source>LATHE_SPARES takes 0 (no environment is started ahead) to %1, not &apos;%2&apos;. Correct it, or unset it.</source>
        <translation>LATHE_SPARES에 쓸 수 있는 값: 0(미리 시작하지 않음)부터 %1까지. 지정한 값: &apos;%2&apos;. 값을 고치거나 변수를 지우세요.</translation>
    </message>
    <message>
        <source>The %1 of the function %2 is &quot;%3&quot; (%4), which cannot be known here; write it out or pass its value.</source>
        <translation>함수 %2의 %1 값을 여기서 알 수 없습니다: &quot;%3&quot; (%4). 직접 쓰거나 값을 전달하세요.</translation>
    </message>
    <message>
        <source>Memory of %1 MB is outside Lambda&apos;s limits; %2 MB is used (%3).</source>
        <translation>메모리 %1 MB: Lambda의 범위를 벗어나 %2 MB를 사용합니다(%3).</translation>
    </message>
    <message>
        <source>A timeout of %1 s is outside Lambda&apos;s limits; %2 s is used (%3).</source>
        <translation>제한 시간 %1초: Lambda의 범위를 벗어나 %2초를 사용합니다(%3).</translation>
    </message>
    <message>
        <source>A /tmp of %1 MB is outside Lambda&apos;s limits; %2 MB is used (%3).</source>
        <translation>/tmp %1 MB: Lambda의 범위를 벗어나 %2 MB를 사용합니다(%3).</translation>
    </message>
    <message>
        <source>The variable %1 is left out: &quot;%2&quot; cannot be known here (%3).</source>
        <translation>변수 %1 제외: &quot;%2&quot; 값을 여기서 알 수 없습니다(%3).</translation>
    </message>
    <message>
        <source>Profile %1 asks for an MFA code. Run: eval &quot;$(aws configure export-credentials --profile %1 --format env)&quot;</source>
        <translation>프로필 %1: MFA 코드가 필요합니다. 실행하세요: eval &quot;$(aws configure export-credentials --profile %1 --format env)&quot;</translation>
    </message>
    <message>
        <source>The image is damaged or is none that Lathe reads: %1. Save it again with &quot;docker save&quot; or &quot;skopeo copy&quot;.</source>
        <translation>이미지가 손상되었거나 Lathe가 읽는 형식이 아닙니다: %1. &quot;docker save&quot;나 &quot;skopeo copy&quot;로 다시 저장하세요.</translation>
    </message>
    <message>
        <source>The image %1 does not exist. Save it there with &quot;docker save -o FILE NAME&quot; or &quot;skopeo copy … oci:FOLDER&quot;.</source>
        <translation>이미지가 없습니다: %1. &quot;docker save -o 파일 이름&quot;이나 &quot;skopeo copy … oci:폴더&quot;로 그 자리에 저장하세요.</translation>
    </message>
    <message>
        <source>The image is for %1, the function for %2. Build it with --platform linux/%2, or change the function&apos;s architecture.</source>
        <translation>이미지 아키텍처는 %1, 함수 아키텍처는 %2입니다. --platform linux/%2 옵션으로 빌드하거나 함수의 아키텍처를 바꾸세요.</translation>
    </message>
    <message>
        <source>There is no image &quot;%1&quot; in it; it holds: %2</source>
        <translation>그런 이미지가 들어 있지 않습니다: &quot;%1&quot;. 들어 있는 것: %2</translation>
    </message>
    <message>
        <source>The event &quot;%1&quot; cannot be renamed: %2.</source>
        <translation>이벤트 이름을 바꿀 수 없습니다: &quot;%1&quot; (%2)</translation>
    </message>
    <message>
        <source>The file system at &quot;%1&quot; is left out: its place cannot be known here (%2).</source>
        <translation>파일 시스템 제외: &quot;%1&quot; 위치를 여기서 알 수 없습니다(%2).</translation>
    </message>
    <message>
        <source>A container image needs a sandbox, which this machine refuses. &quot;lathe doctor&quot; shows why; the package bubblewrap may help.</source>
        <translation>컨테이너 이미지에는 샌드박스가 필요한데 이 컴퓨터가 거부합니다. 이유는 &quot;lathe doctor&quot;로 볼 수 있고, bubblewrap 패키지가 도움이 될 수 있습니다.</translation>
    </message>
    <message>
        <source>The image %1 of the function %2 is in a registry, from which nothing is fetched. Save it with &quot;docker save -o image.tar %1&quot; or &quot;skopeo copy docker://%1 oci:image&quot; and name that file or folder as the function&apos;s image; or give a Dockerfile to build.</source>
        <translation>이미지가 레지스트리에 있는데 Lathe는 레지스트리에서 가져오지 않습니다. 이미지: %1, 함수: %2. &quot;docker save -o image.tar %1&quot;이나 &quot;skopeo copy docker://%1 oci:image&quot;로 저장하고 그 파일이나 폴더를 함수의 이미지로 지정하세요. 빌드할 Dockerfile을 지정해도 됩니다.</translation>
    </message>
    <message>
        <source>The image %1 is not the one any more that the function was made with; update the function&apos;s code.</source>
        <translation>함수를 만들 때의 이미지가 아닙니다: %1. 함수의 코드를 업데이트하세요.</translation>
    </message>
    <message>
        <source>The user&apos;s service manager gives no control group: %1</source>
        <translation>사용자 서비스 관리자에서 제어 그룹을 받을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Build it for Linux on %1, best in Lambda&apos;s own image.</source>
        <translation>Linux용으로 빌드하세요. 아키텍처: %1. Lambda의 이미지 안에서 하는 것이 가장 좋습니다.</translation>
    </message>
    <message>
        <source>Linked with musl (Alpine Linux): Lambda&apos;s C library is glibc</source>
        <translation>musl(Alpine Linux)로 링크됨: Lambda의 C 라이브러리는 glibc입니다</translation>
    </message>
    <message>
        <source>Leave them out here, or change the layers&apos; order.</source>
        <translation>여기에서 빼거나 계층 순서를 바꾸세요.</translation>
    </message>
    <message>
        <source>Leave the function&apos;s own copy out: the layer&apos;s is found in its place.</source>
        <translation>함수 쪽 파일을 빼세요. 계층의 파일이 대신 쓰입니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a layer: letters, digits, &quot;-&quot; and &quot;_&quot;, at most 64.</source>
        <translation>계층 이름으로 쓸 수 없습니다: &quot;%1&quot;. 영문자, 숫자, &quot;-&quot;, &quot;_&quot;만, 최대 64자입니다.</translation>
    </message>
    <message>
        <source>pip ran with Python %1: conditions in dependencies, as &quot;python_version &lt; …&quot;, were answered for it, not for %2.</source>
        <translation>pip은 Python %1에서 실행되었습니다. &quot;python_version &lt; …&quot; 같은 의존성 조건은 %2 기준이 아니라 이 버전 기준으로 판단되었습니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be the name of a layer: letters, digits, - and _ are allowed, at most 64.</source>
        <translation>&quot;%1&quot;: 계층 이름으로 쓸 수 없습니다. 영문자, 숫자, -, _를 64자까지 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>In a function URL&apos;s POST</source>
        <translation>함수 URL의 POST에 담기</translation>
    </message>
    <message>
        <source>In a REST API&apos;s POST</source>
        <translation>REST API의 POST에 담기</translation>
    </message>
    <message>
        <source>This event has no parameter &quot;%1&quot;. It has: %2</source>
        <translation>이 이벤트에 없는 매개변수: &quot;%1&quot;. 있는 것: %2</translation>
    </message>
    <message>
        <source>The parameter &quot;%1&quot; is a number, not &quot;%2&quot;.</source>
        <translation>매개변수 &quot;%1&quot;에는 숫자를 넣어야 합니다: &quot;%2&quot;</translation>
    </message>
    <message>
        <source>There is no envelope &quot;%1&quot;. There are: %2</source>
        <translation>없는 봉투: &quot;%1&quot;. 있는 것: %2</translation>
    </message>
    <message>
        <source>&quot;expect&quot; has to be an object.</source>
        <translation>&quot;expect&quot;는 객체여야 합니다.</translation>
    </message>
    <message>
        <source>%1 has to be built first, and restricted mode runs no tools. Trust the folder if you know where it comes from.</source>
        <translation>먼저 빌드해야 하지만 제한 모드에서는 도구를 실행하지 않습니다. 함수: %1. 출처를 아는 폴더라면 신뢰로 바꾸세요.</translation>
    </message>
    <message>
        <source>The package cannot be written to %1: %2. Choose another place.</source>
        <translation>패키지를 쓸 수 없습니다: %1 (%2). 다른 위치를 고르세요.</translation>
    </message>
    <message>
        <source>%1 is the finished package itself. Choose another file.</source>
        <translation>완성된 패키지 자신입니다: %1. 다른 파일을 고르세요.</translation>
    </message>
    <message>
        <source>Building %1</source>
        <translation>빌드 중: %1</translation>
    </message>
    <message>
        <source>Building %1: %2, %3</source>
        <translation>빌드 중: %1 (%2, %3)</translation>
    </message>
    <message>
        <source>%1 was changed since: nothing is put back, the layers stay as they are.</source>
        <translation>그 뒤에 바뀌어 되돌리지 않았습니다: %1. 계층은 그대로입니다.</translation>
    </message>
    <message>
        <source>%1 is missing, so %2 cannot be built. %3</source>
        <translation>도구가 없어 빌드할 수 없습니다. 도구: %1, 함수: %2. %3</translation>
    </message>
    <message>
        <source>%1 could not build %2; its own words are in the details.</source>
        <translation>빌드하지 못했습니다. 도구: %1, 함수: %2. 도구가 출력한 내용은 세부 정보에 있습니다.</translation>
    </message>
    <message>
        <source>Install the package make.</source>
        <translation>make 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>Install Go (the package golang-go), or name another BuildMethod.</source>
        <translation>Go(golang-go 패키지)를 설치하거나 다른 BuildMethod를 지정하세요.</translation>
    </message>
    <message>
        <source>Install Rust (the packages cargo and rustc, or rustup).</source>
        <translation>Rust(cargo와 rustc 패키지 또는 rustup)를 설치하세요.</translation>
    </message>
    <message>
        <source>Building %1 for another processor needs cargo-lambda. Run: cargo install cargo-lambda</source>
        <translation>다른 프로세서용으로 빌드하려면 cargo-lambda가 필요합니다. 함수: %1. 실행: cargo install cargo-lambda</translation>
    </message>
    <message>
        <source>It is not clear which program of this workspace is %1. Name it in BuildProperties: Binary.</source>
        <translation>이 작업 공간에서 어떤 프로그램이 함수인지 알 수 없습니다. 함수: %1. BuildProperties의 Binary에 지정하세요.</translation>
    </message>
    <message>
        <source>Install the package maven.</source>
        <translation>maven 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>Install the package gradle.</source>
        <translation>gradle 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>The build of %1 ended without a result: nothing is in the folder for it (ARTIFACTS_DIR).</source>
        <translation>빌드가 결과 없이 끝났습니다. 결과 폴더(ARTIFACTS_DIR)가 비어 있습니다. 함수: %1</translation>
    </message>
    <message>
        <source>The size of /tmp, %L1 MB, is not enforced: it would be more than half of this machine&apos;s memory.</source>
        <translation>/tmp 크기(%L1 MB)를 강제하지 않습니다. 이 컴퓨터 메모리의 절반을 넘기 때문입니다.</translation>
    </message>
    <message>
        <source>A new function is written in Python or JavaScript. Begin others from a sample.</source>
        <translation>새 함수는 Python이나 JavaScript로 만듭니다. 다른 언어는 예제에서 시작하세요.</translation>
    </message>
    <message>
        <source>There is a file %1 already.</source>
        <translation>파일이 이미 있습니다: %1</translation>
    </message>
    <message>
        <source>Three keys, as the console begins with.</source>
        <translation>콘솔이 처음 보여 주는, 키가 셋인 이벤트입니다.</translation>
    </message>
    <message>
        <source>An object without members.</source>
        <translation>멤버가 없는 객체입니다.</translation>
    </message>
    <message>
        <source>A request to a path with a parameter, as a REST API&apos;s proxy integration sends it.</source>
        <translation>경로 매개변수가 있는 요청을 REST API의 프록시 통합이 보내는 모양입니다.</translation>
    </message>
    <message>
        <source>A POST with a JSON body, which stands as text in the event.</source>
        <translation>JSON 본문이 이벤트에 텍스트로 들어 있는 POST 요청입니다.</translation>
    </message>
    <message>
        <source>A request to a path with a parameter of an HTTP API, in payload format 2.0.</source>
        <translation>경로 매개변수가 있는 HTTP API 요청입니다(페이로드 형식 2.0).</translation>
    </message>
    <message>
        <source>An HTTP API request with the claims of a JWT that was checked.</source>
        <translation>검증된 JWT의 클레임이 있는 HTTP API 요청입니다.</translation>
    </message>
    <message>
        <source>An HTTP API request in payload format 1.0, shaped like a REST API&apos;s.</source>
        <translation>REST API와 같은 모양의 페이로드 형식 1.0 HTTP API 요청입니다.</translation>
    </message>
    <message>
        <source>What an HTTP API asks a Lambda authorizer, payload format 2.0.</source>
        <translation>HTTP API가 Lambda 권한 부여자에게 묻는 내용입니다(페이로드 형식 2.0).</translation>
    </message>
    <message>
        <source>A GET request to a function URL.</source>
        <translation>함수 URL로 온 GET 요청입니다.</translation>
    </message>
    <message>
        <source>A POST with a JSON body to a function URL.</source>
        <translation>함수 URL로 온 JSON 본문의 POST 요청입니다.</translation>
    </message>
    <message>
        <source>A message of a client that is connected by WebSocket.</source>
        <translation>WebSocket으로 연결된 클라이언트의 메시지입니다.</translation>
    </message>
    <message>
        <source>A client asks for a WebSocket connection.</source>
        <translation>클라이언트가 WebSocket 연결을 요청합니다.</translation>
    </message>
    <message>
        <source>A WebSocket connection has ended.</source>
        <translation>WebSocket 연결이 끝났습니다.</translation>
    </message>
    <message>
        <source>A REST API asks whether a token may pass.</source>
        <translation>REST API가 토큰의 허용 여부를 묻습니다.</translation>
    </message>
    <message>
        <source>A REST API asks by headers and query whether a request may pass.</source>
        <translation>REST API가 헤더와 쿼리로 요청의 허용 여부를 묻습니다.</translation>
    </message>
    <message>
        <source>A request that a load balancer passes on to its target group.</source>
        <translation>로드 밸런서가 대상 그룹에 넘긴 요청입니다.</translation>
    </message>
    <message>
        <source>The same with multi-value headers switched on.</source>
        <translation>다중 값 헤더를 켠 로드 밸런서 요청입니다.</translation>
    </message>
    <message>
        <source>Lambda@Edge: a viewer&apos;s request, before the cache is looked at.</source>
        <translation>Lambda@Edge: 캐시를 보기 전의 최종 사용자 요청입니다.</translation>
    </message>
    <message>
        <source>Lambda@Edge: the request that goes to the origin.</source>
        <translation>Lambda@Edge: 오리진으로 가는 요청입니다.</translation>
    </message>
    <message>
        <source>Lambda@Edge: what the origin answered, before it is cached.</source>
        <translation>Lambda@Edge: 캐시하기 전의 오리진 응답입니다.</translation>
    </message>
    <message>
        <source>Lambda@Edge: the response before the viewer gets it.</source>
        <translation>Lambda@Edge: 최종 사용자에게 가기 전의 응답입니다.</translation>
    </message>
    <message>
        <source>A GraphQL field that a function resolves.</source>
        <translation>함수가 해석하는 GraphQL 필드입니다.</translation>
    </message>
    <message>
        <source>A GraphQL API asks whether a token may pass.</source>
        <translation>GraphQL API가 토큰의 허용 여부를 묻습니다.</translation>
    </message>
    <message>
        <source>A request of a VPC Lattice service.</source>
        <translation>VPC Lattice 서비스의 요청입니다.</translation>
    </message>
    <message>
        <source>An object was put into a bucket.</source>
        <translation>버킷에 객체가 올라왔습니다.</translation>
    </message>
    <message>
        <source>An upload in several parts was completed.</source>
        <translation>여러 부분으로 나눈 업로드가 끝났습니다.</translation>
    </message>
    <message>
        <source>An object was removed from a bucket.</source>
        <translation>버킷에서 객체가 삭제되었습니다.</translation>
    </message>
    <message>
        <source>An object came back from the archive.</source>
        <translation>아카이브에서 객체가 복원되었습니다.</translation>
    </message>
    <message>
        <source>One task of a batch job over objects.</source>
        <translation>객체 배치 작업의 작업 하나입니다.</translation>
    </message>
    <message>
        <source>Somebody reads an object through an Object Lambda access point.</source>
        <translation>Object Lambda 액세스 포인트로 객체를 읽습니다.</translation>
    </message>
    <message>
        <source>The same news as S3 sends it by EventBridge.</source>
        <translation>S3가 EventBridge로 보내는 객체 생성 소식입니다.</translation>
    </message>
    <message>
        <source>S3&apos;s notification as the message of an SNS topic.</source>
        <translation>SNS 주제의 메시지에 든 S3 알림입니다.</translation>
    </message>
    <message>
        <source>S3&apos;s notification as the body of an SQS message.</source>
        <translation>SQS 메시지 본문에 든 S3 알림입니다.</translation>
    </message>
    <message>
        <source>S3&apos;s notification, by a topic into a queue: two envelopes.</source>
        <translation>주제를 거쳐 대기열로 온 S3 알림으로, 봉투가 둘입니다.</translation>
    </message>
    <message>
        <source>A batch of messages of a standard queue.</source>
        <translation>표준 대기열의 메시지 묶음입니다.</translation>
    </message>
    <message>
        <source>A message of a FIFO queue, with its group.</source>
        <translation>메시지 그룹이 있는 FIFO 대기열의 메시지입니다.</translation>
    </message>
    <message>
        <source>A topic&apos;s notification as the body of a queue&apos;s message.</source>
        <translation>대기열 메시지의 본문에 든 주제 알림입니다.</translation>
    </message>
    <message>
        <source>A message that was published to a topic.</source>
        <translation>주제에 게시된 메시지입니다.</translation>
    </message>
    <message>
        <source>Items that were added, changed and removed.</source>
        <translation>추가, 변경, 삭제된 항목입니다.</translation>
    </message>
    <message>
        <source>A stream&apos;s records with the state of a tumbling window.</source>
        <translation>텀블링 윈도우의 상태가 있는 스트림 레코드입니다.</translation>
    </message>
    <message>
        <source>Changes of a DocumentDB collection.</source>
        <translation>DocumentDB 컬렉션의 변경입니다.</translation>
    </message>
    <message>
        <source>Records of a data stream, data in base64.</source>
        <translation>데이터가 base64인 데이터 스트림 레코드입니다.</translation>
    </message>
    <message>
        <source>Records with the state of a tumbling window.</source>
        <translation>텀블링 윈도우의 상태가 있는 레코드입니다.</translation>
    </message>
    <message>
        <source>Records that a function changes on their way.</source>
        <translation>전송 중에 함수가 바꾸는 레코드입니다.</translation>
    </message>
    <message>
        <source>Records before a Kinesis Data Analytics application reads them.</source>
        <translation>Kinesis Data Analytics 애플리케이션이 읽기 전의 레코드입니다.</translation>
    </message>
    <message>
        <source>Log events, compressed, on their way through Firehose.</source>
        <translation>Firehose를 지나는 압축된 로그 이벤트입니다.</translation>
    </message>
    <message>
        <source>Firehose records that came from a Kinesis stream.</source>
        <translation>Kinesis 스트림에서 온 Firehose 레코드입니다.</translation>
    </message>
    <message>
        <source>A rule&apos;s schedule has come round.</source>
        <translation>규칙의 일정 시각이 되었습니다.</translation>
    </message>
    <message>
        <source>What EventBridge Scheduler sends at its time.</source>
        <translation>EventBridge Scheduler가 제시각에 보내는 내용입니다.</translation>
    </message>
    <message>
        <source>An event of your own on an event bus.</source>
        <translation>이벤트 버스에 보낸 사용자 지정 이벤트입니다.</translation>
    </message>
    <message>
        <source>An instance has changed its state.</source>
        <translation>인스턴스의 상태가 바뀌었습니다.</translation>
    </message>
    <message>
        <source>A build has changed its state.</source>
        <translation>빌드의 상태가 바뀌었습니다.</translation>
    </message>
    <message>
        <source>A pipeline&apos;s execution has changed its state.</source>
        <translation>파이프라인 실행의 상태가 바뀌었습니다.</translation>
    </message>
    <message>
        <source>An image was pushed to a repository.</source>
        <translation>리포지토리에 이미지가 올라왔습니다.</translation>
    </message>
    <message>
        <source>A task has changed its state.</source>
        <translation>태스크의 상태가 바뀌었습니다.</translation>
    </message>
    <message>
        <source>A group has launched an instance.</source>
        <translation>그룹이 인스턴스를 시작했습니다.</translation>
    </message>
    <message>
        <source>A finding of GuardDuty.</source>
        <translation>GuardDuty의 탐지 결과입니다.</translation>
    </message>
    <message>
        <source>A state machine&apos;s execution has changed its state.</source>
        <translation>상태 머신 실행의 상태가 바뀌었습니다.</translation>
    </message>
    <message>
        <source>News of AWS Health about a service.</source>
        <translation>서비스에 대한 AWS Health 소식입니다.</translation>
    </message>
    <message>
        <source>Log events of a subscription, compressed and in base64.</source>
        <translation>압축해 base64로 담은 구독 로그 이벤트입니다.</translation>
    </message>
    <message>
        <source>An alarm has changed its state and calls the function.</source>
        <translation>경보의 상태가 바뀌어 함수를 호출합니다.</translation>
    </message>
    <message>
        <source>A user has confirmed the account.</source>
        <translation>사용자가 계정을 확인했습니다.</translation>
    </message>
    <message>
        <source>Somebody signs up; the function may refuse.</source>
        <translation>가입 요청으로, 함수가 거절할 수 있습니다.</translation>
    </message>
    <message>
        <source>Somebody signs in; the function may refuse.</source>
        <translation>로그인 요청으로, 함수가 거절할 수 있습니다.</translation>
    </message>
    <message>
        <source>A user has signed in.</source>
        <translation>사용자가 로그인했습니다.</translation>
    </message>
    <message>
        <source>Before tokens are made: claims can be added.</source>
        <translation>토큰을 만들기 전으로, 클레임을 더할 수 있습니다.</translation>
    </message>
    <message>
        <source>The same with scopes of the access token.</source>
        <translation>액세스 토큰의 범위까지 다루는 새 형식입니다.</translation>
    </message>
    <message>
        <source>A text message or mail that the function may word.</source>
        <translation>문구를 함수가 정할 수 있는 메시지나 메일입니다.</translation>
    </message>
    <message>
        <source>A user who is not in the pool yet signs in.</source>
        <translation>아직 풀에 없는 사용자가 로그인합니다.</translation>
    </message>
    <message>
        <source>Which challenge a sign-in needs next.</source>
        <translation>로그인에 다음으로 필요한 챌린지를 묻습니다.</translation>
    </message>
    <message>
        <source>A challenge is to be made.</source>
        <translation>챌린지를 만들어야 합니다.</translation>
    </message>
    <message>
        <source>An answer to a challenge is to be checked.</source>
        <translation>챌린지의 답을 확인해야 합니다.</translation>
    </message>
    <message>
        <source>A data set of Cognito Sync has changed.</source>
        <translation>Cognito Sync의 데이터 세트가 바뀌었습니다.</translation>
    </message>
    <message>
        <source>A mail was received; its headers and verdicts.</source>
        <translation>받은 메일의 헤더와 판정입니다.</translation>
    </message>
    <message>
        <source>A contact flow calls the function.</source>
        <translation>고객 응대 흐름이 함수를 호출합니다.</translation>
    </message>
    <message>
        <source>A received mail, told by a topic.</source>
        <translation>주제로 알린 받은 메일입니다.</translation>
    </message>
    <message>
        <source>A mail that WorkMail asks the function about.</source>
        <translation>WorkMail이 함수에 묻는 메일입니다.</translation>
    </message>
    <message>
        <source>One of the four steps in which a secret is rotated.</source>
        <translation>보안 암호 교체의 네 단계 중 하나입니다.</translation>
    </message>
    <message>
        <source>An agent calls an action of its action group.</source>
        <translation>에이전트가 작업 그룹의 작업을 호출합니다.</translation>
    </message>
    <message>
        <source>A labeling job asks what workers are shown.</source>
        <translation>레이블 지정 작업이 작업자에게 보일 내용을 묻습니다.</translation>
    </message>
    <message>
        <source>Somebody connects to a Client VPN endpoint.</source>
        <translation>Client VPN 엔드포인트에 연결합니다.</translation>
    </message>
    <message>
        <source>A device&apos;s message that a rule has selected.</source>
        <translation>규칙이 고른 디바이스 메시지입니다.</translation>
    </message>
    <message>
        <source>A button was pressed.</source>
        <translation>버튼이 눌렸습니다.</translation>
    </message>
    <message>
        <source>A device connects with a token of its own.</source>
        <translation>디바이스가 자체 토큰으로 연결합니다.</translation>
    </message>
    <message>
        <source>A device asks to be provisioned.</source>
        <translation>디바이스가 프로비저닝을 요청합니다.</translation>
    </message>
    <message>
        <source>Records of a topic in MSK, by partition.</source>
        <translation>파티션별로 담긴 MSK 주제의 레코드입니다.</translation>
    </message>
    <message>
        <source>Records of a topic in a cluster of your own.</source>
        <translation>직접 운영하는 클러스터의 주제 레코드입니다.</translation>
    </message>
    <message>
        <source>Messages of an ActiveMQ broker, data in base64.</source>
        <translation>데이터가 base64인 ActiveMQ 브로커의 메시지입니다.</translation>
    </message>
    <message>
        <source>Messages of a RabbitMQ queue, data in base64.</source>
        <translation>데이터가 base64인 RabbitMQ 대기열의 메시지입니다.</translation>
    </message>
    <message>
        <source>A changed resource is to be judged.</source>
        <translation>변경된 리소스를 평가해야 합니다.</translation>
    </message>
    <message>
        <source>A rule is evaluated at its time.</source>
        <translation>규칙을 정해진 시각에 평가합니다.</translation>
    </message>
    <message>
        <source>A job of a pipeline&apos;s Lambda action.</source>
        <translation>파이프라인의 Lambda 작업입니다.</translation>
    </message>
    <message>
        <source>A hook before or after traffic is shifted.</source>
        <translation>트래픽 이동 전후의 후크입니다.</translation>
    </message>
    <message>
        <source>Commits were pushed to a repository.</source>
        <translation>리포지토리에 커밋이 푸시되었습니다.</translation>
    </message>
    <message>
        <source>A custom resource is to be created.</source>
        <translation>사용자 지정 리소스를 만들어야 합니다.</translation>
    </message>
    <message>
        <source>A custom resource is to be changed.</source>
        <translation>사용자 지정 리소스를 바꾸어야 합니다.</translation>
    </message>
    <message>
        <source>A custom resource is to be deleted.</source>
        <translation>사용자 지정 리소스를 지워야 합니다.</translation>
    </message>
    <message>
        <source>A bot has all slots and asks for fulfilment.</source>
        <translation>봇이 슬롯을 모두 채우고 이행을 요청합니다.</translation>
    </message>
    <message>
        <source>A turn of a conversation, in the old format.</source>
        <translation>이전 형식의 대화 한 차례입니다.</translation>
    </message>
    <message>
        <source>Somebody has said something to a skill.</source>
        <translation>누군가 스킬에 말을 걸었습니다.</translation>
    </message>
    <message>
        <source>A device is to be switched by voice.</source>
        <translation>음성으로 기기를 조작합니다.</translation>
    </message>
    <message>
        <source>The input of a task in a state machine.</source>
        <translation>상태 머신 태스크의 입력입니다.</translation>
    </message>
    <message>
        <source>An error that a state machine has caught.</source>
        <translation>상태 머신이 잡은 오류입니다.</translation>
    </message>
    <message>
        <source>What became of an asynchronous invocation.</source>
        <translation>비동기 호출의 결과입니다.</translation>
    </message>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>HTTP and APIs</source>
        <translation>HTTP와 API</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>스토리지</translation>
    </message>
    <message>
        <source>Queues and topics</source>
        <translation>대기열과 주제</translation>
    </message>
    <message>
        <source>Streams and databases</source>
        <translation>스트림과 데이터베이스</translation>
    </message>
    <message>
        <source>EventBridge and schedules</source>
        <translation>EventBridge와 일정</translation>
    </message>
    <message>
        <source>Sign-in and identity</source>
        <translation>로그인과 자격 증명</translation>
    </message>
    <message>
        <source>Mail, voice and chat</source>
        <translation>메일, 음성, 채팅</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>디바이스</translation>
    </message>
    <message>
        <source>Operations and delivery</source>
        <translation>운영과 배포</translation>
    </message>
    <message>
        <source>Agents and machine learning</source>
        <translation>에이전트와 기계 학습</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>워크플로</translation>
    </message>
    <message>
        <source>The client context is no JSON. Line %1, column %2: %3</source>
        <translation>클라이언트 컨텍스트가 JSON이 아닙니다. %1번째 줄 %2번째 열: %3</translation>
    </message>
    <message>
        <source>The client context is too long; Lambda takes %1 bytes.</source>
        <translation>클라이언트 컨텍스트가 너무 깁니다. Lambda는 %1바이트까지 받습니다.</translation>
    </message>
    <message>
        <source>The file beside the event is no JSON object. Mend it in the editor first.</source>
        <translation>이벤트 옆의 파일이 JSON 객체가 아닙니다. 먼저 편집기에서 고치세요.</translation>
    </message>
    <message>
        <source>Type a text.</source>
        <translation>텍스트를 입력하세요.</translation>
    </message>
    <message>
        <source>Type how many values there are, as 3.</source>
        <translation>값의 개수를 입력하세요. 예: 3</translation>
    </message>
    <message>
        <source>Type megabytes, as 64.</source>
        <translation>메가바이트를 입력하세요. 예: 64</translation>
    </message>
    <message>
        <source>Type milliseconds, as 250.</source>
        <translation>밀리초를 입력하세요. 예: 250</translation>
    </message>
    <message>
        <source>Type true or false.</source>
        <translation>true 또는 false를 입력하세요.</translation>
    </message>
    <message>
        <source>This state of the file is damaged.</source>
        <translation>파일의 이 상태가 손상되었습니다.</translation>
    </message>
    <message>
        <source>The layer %1 is built for %2 and this computer is %3: its native libraries cannot be loaded here, but there.</source>
        <translation>계층은 %2용이고 이 컴퓨터는 %3입니다. 네이티브 라이브러리를 여기서는 불러올 수 없습니다. 계층: %1</translation>
    </message>
    <message>
        <source>Install a JDK, e.g. the package openjdk-17-jdk-headless.</source>
        <translation>JDK를 설치하세요(예: openjdk-17-jdk-headless 패키지).</translation>
    </message>
    <message>
        <source>%1 cannot read this: %2</source>
        <translation>%1에서 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 has no function %2, which is the handler of %3.</source>
        <translation>%1에 핸들러 함수가 없습니다: %2(함수: %3)</translation>
    </message>
    <message>
        <source>Correct the handler, or rename the function.</source>
        <translation>핸들러를 고치거나 함수 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>고쳐 쓰기: %1</translation>
    </message>
    <message>
        <source>Change the handler to %1</source>
        <translation>핸들러 변경: %1</translation>
    </message>
    <message>
        <source>Change the runtime to %1</source>
        <translation>런타임 변경: %1</translation>
    </message>
    <message>
        <source>Rename function %1 to %2</source>
        <translation>함수 이름 변경: %1 → %2</translation>
    </message>
    <message>
        <source>Add “%1”</source>
        <translation>추가: “%1”</translation>
    </message>
    <message>
        <source>An alias (*) refers to a value that contains itself.</source>
        <translation>별칭(*)이 자기 자신을 포함하는 값을 가리킵니다.</translation>
    </message>
    <message>
        <source>the text &quot;%1&quot;</source>
        <translation>텍스트 &quot;%1&quot;</translation>
    </message>
    <message>
        <source>The template has more than %1 values.</source>
        <translation>템플릿의 값이 %1개를 넘습니다.</translation>
    </message>
    <message>
        <source>The expressions of this template are nested too deep or too many to resolve.</source>
        <translation>이 템플릿의 식이 너무 깊거나 많아서 풀 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 makes resources when it is deployed; the functions among them are not shown.</source>
        <translation>%1: 배포할 때 리소스를 만듭니다. 그 안의 함수는 표시되지 않습니다.</translation>
    </message>
    <message>
        <source>The provider %1 is not AWS; its functions are shown as they are written.</source>
        <translation>공급자가 AWS가 아닙니다: %1. 함수는 적힌 그대로 표시됩니다.</translation>
    </message>
    <message>
        <source>Give a local file in package.artifact to run it here.</source>
        <translation>여기서 실행하려면 package.artifact에 로컬 파일을 지정하세요.</translation>
    </message>
    <message>
        <source>The package patterns of function %1 do not count: functions are packaged together.</source>
        <translation>패키지 패턴이 적용되지 않습니다. 함수들이 한 패키지로 묶입니다. 함수: %1</translation>
    </message>
    <message>
        <source>Add to package: individually: true</source>
        <translation>package에 individually: true를 추가하세요.</translation>
    </message>
    <message>
        <source>This is not valid JSON here.</source>
        <translation>이 위치의 JSON이 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>The files of %1 are imported as &quot;%1.name&quot;. To import them without it, drop the files themselves.</source>
        <translation>%1의 파일은 &quot;%1.이름&quot;으로 import합니다. 폴더 이름 없이 쓰려면 파일 자체를 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>A module file alone is imported by its path: import &quot;/opt/%1&quot;.</source>
        <translation>모듈 파일 하나는 경로로 import합니다: import &quot;/opt/%1&quot;</translation>
    </message>
    <message>
        <source>%1:%2: &quot;%3&quot; is source that has to be built here. Make a wheel of it (pip wheel) and name that.</source>
        <translation>%1:%2: 여기서 빌드해야 하는 소스입니다: &quot;%3&quot;. wheel을 만들어(pip wheel) 그것을 적으세요.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no expectation; there are %2.</source>
        <translation>&quot;%1&quot;: 예상 항목이 아닙니다. 쓸 수 있는 항목: %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not looked at here; what is expected stands in &quot;expect&quot;, with the members %2.</source>
        <translation>&quot;%1&quot;: 여기에 있으면 확인하지 않습니다. 예상 항목은 &quot;expect&quot; 안에 씁니다: %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a whole number.</source>
        <translation>&quot;%1&quot;: 정수여야 합니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be true or false.</source>
        <translation>&quot;%1&quot;: true 또는 false여야 합니다.</translation>
    </message>
    <message>
        <source>&quot;response&quot; has to be a list of conditions, as in %1</source>
        <translation>&quot;response&quot;: 조건의 목록이어야 합니다. 예: %1</translation>
    </message>
    <message>
        <source>A condition on the response has to be an object, as in %1</source>
        <translation>응답 조건은 객체여야 합니다. 예: %1</translation>
    </message>
    <message>
        <source>The path %1 cannot be read at character %2. Write it as $.name, $[&apos;name&apos;], $.list[0], $.list[*].id, $.list[?@.id == 1] or $..id.</source>
        <translation>경로를 읽을 수 없습니다: %1 (%2번째 문자). $.name, $[&apos;name&apos;], $.list[0], $.list[*].id, $.list[?@.id == 1], $..id처럼 쓰세요.</translation>
    </message>
    <message>
        <source>%1 is empty. An event must be JSON; {} is the smallest usual one.</source>
        <translation>비어 있습니다: %1. 이벤트는 JSON이어야 하며, 보통 가장 작은 것은 {}입니다.</translation>
    </message>
    <message>
        <source>The file begins with a byte order mark, which JSON does not have. Save it as UTF-8 without one.</source>
        <translation>파일이 바이트 순서 표시(BOM)로 시작합니다. JSON에는 BOM이 없습니다. BOM 없는 UTF-8로 저장하세요.</translation>
    </message>
    <message>
        <source>This is not UTF-8. An event must be JSON in UTF-8: save the file in that encoding.</source>
        <translation>UTF-8이 아닙니다. 이벤트는 UTF-8로 된 JSON이어야 합니다. 파일을 UTF-8로 저장하세요.</translation>
    </message>
    <message>
        <source>%1 An event must be JSON.</source>
        <translation>%1 이벤트는 JSON이어야 합니다.</translation>
    </message>
    <message>
        <source>The error is %1, not %2.</source>
        <translation>오류: %1, 예상: %2</translation>
    </message>
    <message>
        <source>The status is success, error or timeout, not &quot;%1&quot;.</source>
        <translation>status는 success, error, timeout 중 하나여야 합니다: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a text.</source>
        <translation>&quot;%1&quot;: 문자열이어야 합니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a number that is not negative.</source>
        <translation>&quot;%1&quot;: 0 이상의 숫자여야 합니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a list of texts.</source>
        <translation>&quot;%1&quot;: 문자열 목록이어야 합니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no condition on a response; there are equals, contains, matches, exists and count.</source>
        <translation>&quot;%1&quot;: 응답 조건이 아닙니다. equals, contains, matches, exists, count를 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 is not built: its sources are not what would be shipped. Run: lathe build %1</source>
        <translation>빌드되지 않았습니다: %1. 소스는 배포될 내용과 다릅니다. 실행: lathe build %1</translation>
    </message>
    <message>
        <source>The last build of %1 is older than its sources. Run: lathe build %1</source>
        <translation>마지막 빌드가 소스보다 오래되었습니다: %1. 실행: lathe build %1</translation>
    </message>
    <message>
        <source>This is not valid TOML.</source>
        <translation>올바른 TOML이 아닙니다.</translation>
    </message>
    <message>
        <source>This is not valid TOML: %1</source>
        <translation>올바른 TOML이 아닙니다: %1</translation>
    </message>
    <message>
        <source>This “%1” is never closed.</source>
        <translation>닫히지 않은 “%1”입니다.</translation>
    </message>
    <message>
        <source>This comment is never closed.</source>
        <translation>닫히지 않은 주석입니다.</translation>
    </message>
    <message>
        <source>This string does not end in its line.</source>
        <translation>문자열이 그 줄에서 끝나지 않습니다.</translation>
    </message>
    <message>
        <source>This “%1” closes nothing.</source>
        <translation>짝이 없는 “%1”입니다.</translation>
    </message>
    <message>
        <source>This “%1” does not close the “%2” of line %3.</source>
        <translation>“%1”의 짝이 맞지 않습니다. 여는 괄호: “%2”(%3번째 줄)</translation>
    </message>
    <message>
        <source>The local history is in use or cannot be written.</source>
        <translation>로컬 기록이 사용 중이거나 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Lambda gives a function %1 to %2 MB of memory.</source>
        <translation>Lambda 함수의 메모리는 %1~%2 MB입니다.</translation>
    </message>
    <message>
        <source>A function's timeout is %1 to %2 seconds.</source>
        <translation>함수의 제한 시간은 %1~%2초입니다.</translation>
    </message>
    <message>
        <source>A function's /tmp has %1 to %2 MB.</source>
        <translation>함수의 /tmp 크기는 %1~%2 MB입니다.</translation>
    </message>
    <message>
        <source>A variable's name begins with a letter, then come letters, digits and _, at least two characters.</source>
        <translation>변수 이름은 영문자로 시작하고 영문자, 숫자, _로 이루어진 두 글자 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>A value of several lines has to be written in the template itself.</source>
        <translation>여러 줄로 된 값은 템플릿에 직접 쓰세요.</translation>
    </message>
    <message>
        <source>This value is written in %1 in a form that is not changed here. Change it by hand; the details show the lines.</source>
        <translation>이 값은 여기에서 바꿀 수 없는 형식으로 쓰여 있습니다: %1. 직접 바꾸세요. 자세한 내용에 넣을 줄이 있습니다.</translation>
    </message>
    <message>
        <source>This folder has no template, and its functions have Lambda's defaults. Write a template.yaml to change them.</source>
        <translation>템플릿이 없는 폴더라서 함수에 Lambda 기본값을 씁니다. 바꾸려면 template.yaml을 작성하세요.</translation>
    </message>
    <message>
        <source>Open a folder first (Ctrl+O).</source>
        <translation>먼저 폴더를 여세요(Ctrl+O).</translation>
    </message>
    <message>
        <source>Restricted mode: nothing of this folder runs. Trust it if you know where it comes from.</source>
        <translation>제한 모드: 이 폴더의 코드는 실행되지 않습니다. 출처를 알면 신뢰하세요.</translation>
    </message>
    <message>
        <source>This folder has no function. Add a handler file such as lambda_function.py or index.js.</source>
        <translation>이 폴더에 함수가 없습니다. lambda_function.py나 index.js 같은 핸들러 파일을 추가하세요.</translation>
    </message>
    <message>
        <source>Choose a function first.</source>
        <translation>먼저 함수를 선택하세요.</translation>
    </message>
    <message>
        <source>The runtime %1 cannot be known here; write it into the template.</source>
        <translation>런타임 %1: 여기서는 알 수 없으니 템플릿에 직접 적으세요.</translation>
    </message>
    <message>
        <source>The handler %1 cannot be known here; write it into the template.</source>
        <translation>핸들러 %1: 여기서는 알 수 없으니 템플릿에 직접 적으세요.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>엔진이 아직 시작하는 중입니다.</translation>
    </message>
    <message>
        <source>There is something of this name already: %1. Choose another name.</source>
        <translation>같은 이름이 이미 있습니다: %1. 다른 이름을 쓰세요.</translation>
    </message>
    <message>
        <source>It is not there any more: %1</source>
        <translation>더 이상 없습니다: %1</translation>
    </message>
    <message>
        <source>The folder may not be changed: %1. Look at its permissions.</source>
        <translation>폴더를 변경할 수 없습니다: %1. 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>The disk is full: %1</source>
        <translation>디스크가 가득 찼습니다: %1</translation>
    </message>
    <message>
        <source>A folder cannot be moved into itself: %1</source>
        <translation>폴더를 자기 안으로 옮길 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The file could not be changed: %1</source>
        <translation>파일을 변경하지 못했습니다: %1</translation>
    </message>
    <message>
        <source>A link leads out of the project: %1. Change the file where it really is.</source>
        <translation>링크가 프로젝트 밖을 가리킵니다: %1. 실제 위치에서 변경하세요.</translation>
    </message>
    <message>
        <source>This is no file of the project: %1</source>
        <translation>프로젝트의 파일이 아닙니다: %1</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>이름을 입력하세요.</translation>
    </message>
    <message>
        <source>This name means a folder: choose another one.</source>
        <translation>폴더를 뜻하는 이름입니다. 다른 이름을 쓰세요.</translation>
    </message>
    <message>
        <source>A name has no / and no NUL.</source>
        <translation>이름에는 /와 NUL을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The name is too long: at most 255 bytes in UTF-8.</source>
        <translation>이름이 너무 깁니다. UTF-8로 255바이트까지 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>There is no trash for this place: %1</source>
        <translation>이 위치에서 쓸 수 있는 휴지통이 없습니다: %1</translation>
    </message>
    <message>
        <source>It is not in the trash any more: %1</source>
        <translation>휴지통에 더 이상 없습니다: %1</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>A folder cannot be copied into itself: %1</source>
        <translation>폴더를 자기 자신 안에 복사할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The code of the function %1 is not in a folder of this project (%2). Name a local folder in CodeUri to run it here.</source>
        <translation>함수 %1의 코드가 이 프로젝트의 폴더에 없습니다(%2). 여기에서 실행하려면 CodeUri에 로컬 폴더를 지정하세요.</translation>
    </message>
    <message>
        <source>The code of function %1 stands in the template and runs as %2.</source>
        <translation>함수 %1의 코드가 템플릿 안에 있으며 %2 파일로 실행됩니다.</translation>
    </message>
    <message>
        <source>Move it into a file and name its folder in CodeUri to edit it with symbols and checks.</source>
        <translation>기호 찾기와 검사를 쓰려면 코드를 파일로 옮기고 그 폴더를 CodeUri에 지정하세요.</translation>
    </message>
    <message>
        <source>The folder %1 could not be made. Check its permissions and the space on the disk.</source>
        <translation>폴더를 만들 수 없습니다: %1 권한과 디스크의 남은 공간을 확인하세요.</translation>
    </message>
    <message>
        <source>%1 is no property of a function.</source>
        <translation>함수의 속성이 아닙니다: %1</translation>
    </message>
    <message>
        <source>Change to %1</source>
        <translation>값 바꾸기: %1</translation>
    </message>
    <message>
        <source>Indent with spaces</source>
        <translation>공백으로 들여쓰기</translation>
    </message>
    <message>
        <source>%1 could not be saved: %2.</source>
        <translation>저장하지 못했습니다: %1 (%2).</translation>
    </message>
    <message>
        <source>Allow writing to its folder, or choose another one.</source>
        <translation>폴더의 쓰기 권한을 확인하거나 다른 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>Make room on the disk and try again.</source>
        <translation>디스크에 공간을 확보하고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>It was stopped after its timeout of %1 s.</source>
        <translation>제한 시간 %1초가 지나 중지되었습니다.</translation>
    </message>
    <message>
        <source>Set %1 s</source>
        <translation>%1초로 설정</translation>
    </message>
    <message>
        <source>It was ended at its memory size of %1 MB.</source>
        <translation>메모리 크기 %1 MB에서 종료되었습니다.</translation>
    </message>
    <message>
        <source>Set %1 MB</source>
        <translation>%1 MB로 설정</translation>
    </message>
    <message>
        <source>%1 is neither in the function nor in its layers.</source>
        <translation>함수와 계층에 없습니다: %1</translation>
    </message>
    <message>
        <source>Add a Layer…</source>
        <translation>계층 추가…</translation>
    </message>
    <message>
        <source>The handler %1 was not found.</source>
        <translation>핸들러를 찾을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Go to the Handler</source>
        <translation>핸들러로 이동</translation>
    </message>
</context>
<context>
    <name>lathe::AboutDialog</name>
    <message>
        <source>About Lathe</source>
        <translation>Lathe 정보</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>버전 %1</translation>
    </message>
    <message>
        <source>A workbench for serverless functions.</source>
        <translation>서버리스 함수를 위한 작업대입니다.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <translation>GNU 일반 공중 사용 허가서(GPL) 3판 이상을 따르는 자유 소프트웨어입니다.</translation>
    </message>
    <message>
        <source>Built on: %1</source>
        <translation>사용한 구성 요소: %1</translation>
    </message>
    <message>
        <source>The sandbox guards against mistakes while you develop; do not run code that you would not run yourself.</source>
        <translation>샌드박스는 개발 중의 실수를 막아 줄 뿐입니다. 직접 실행하지 않을 코드는 여기서도 실행하지 마세요.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>lathe::ActionTable</name>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>View</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>New from Sample…</source>
        <translation>예제로 새로 만들기…</translation>
    </message>
    <message>
        <source>Make a new project from one of the samples</source>
        <translation>예제로 새 프로젝트를 만듭니다</translation>
    </message>
    <message>
        <source>Open Folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Open the folder of a project</source>
        <translation>프로젝트 폴더를 엽니다</translation>
    </message>
    <message>
        <source>Close Folder</source>
        <translation>폴더 닫기</translation>
    </message>
    <message>
        <source>Close the open project</source>
        <translation>열린 프로젝트를 닫습니다</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Save the file in the editor</source>
        <translation>편집기의 파일을 저장합니다</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>모두 저장</translation>
    </message>
    <message>
        <source>Save all changed files</source>
        <translation>바뀐 파일을 모두 저장합니다</translation>
    </message>
    <message>
        <source>Close Tab</source>
        <translation>탭 닫기</translation>
    </message>
    <message>
        <source>Close the file in the editor</source>
        <translation>편집기의 파일을 닫습니다</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>환경 설정…</translation>
    </message>
    <message>
        <source>Theme, language and type size</source>
        <translation>테마, 언어, 글자 크기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Close Lathe; unsaved text is kept</source>
        <translation>Lathe를 종료합니다. 저장하지 않은 내용은 보존됩니다</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>마지막 변경을 되돌립니다</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Do the undone change again</source>
        <translation>되돌린 변경을 다시 적용합니다</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>잘라내기</translation>
    </message>
    <message>
        <source>Move the selection to the clipboard</source>
        <translation>선택한 부분을 클립보드로 옮깁니다</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the selection to the clipboard</source>
        <translation>선택한 부분을 클립보드에 복사합니다</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Insert the clipboard</source>
        <translation>클립보드의 내용을 넣습니다</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>모두 선택</translation>
    </message>
    <message>
        <source>Select the whole text</source>
        <translation>전체 내용을 선택합니다</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>찾기…</translation>
    </message>
    <message>
        <source>Find in the file</source>
        <translation>파일에서 찾습니다</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>바꾸기…</translation>
    </message>
    <message>
        <source>Find and replace in the file</source>
        <translation>파일에서 찾아 바꿉니다</translation>
    </message>
    <message>
        <source>Find Next</source>
        <translation>다음 찾기</translation>
    </message>
    <message>
        <source>Go to the next match</source>
        <translation>다음 일치 항목으로 이동합니다</translation>
    </message>
    <message>
        <source>Find Previous</source>
        <translation>이전 찾기</translation>
    </message>
    <message>
        <source>Go to the previous match</source>
        <translation>이전 일치 항목으로 이동합니다</translation>
    </message>
    <message>
        <source>Go to Line…</source>
        <translation>줄 이동…</translation>
    </message>
    <message>
        <source>Move the cursor to a line</source>
        <translation>지정한 줄로 커서를 옮깁니다</translation>
    </message>
    <message>
        <source>Toggle Comment</source>
        <translation>주석 전환</translation>
    </message>
    <message>
        <source>Comment the selected lines out or in</source>
        <translation>선택한 줄을 주석으로 만들거나 되돌립니다</translation>
    </message>
    <message>
        <source>Duplicate Line</source>
        <translation>줄 복제</translation>
    </message>
    <message>
        <source>Repeat the line or the selection below</source>
        <translation>줄이나 선택한 부분을 아래에 복제합니다</translation>
    </message>
    <message>
        <source>Complete Word</source>
        <translation>단어 완성</translation>
    </message>
    <message>
        <source>Offer words that begin like this one</source>
        <translation>같은 글자로 시작하는 단어를 보여 줍니다</translation>
    </message>
    <message>
        <source>Format JSON</source>
        <translation>JSON 정렬</translation>
    </message>
    <message>
        <source>Indent the test event; values stay as they are</source>
        <translation>테스트 이벤트를 들여쓰기로 정리합니다. 값은 바뀌지 않습니다</translation>
    </message>
    <message>
        <source>Go to Anything…</source>
        <translation>무엇이든 찾아가기…</translation>
    </message>
    <message>
        <source>Find a file, a function or a command by name</source>
        <translation>이름으로 파일, 함수, 명령을 찾습니다</translation>
    </message>
    <message>
        <source>Command Palette…</source>
        <translation>명령 팔레트…</translation>
    </message>
    <message>
        <source>Find a command by name</source>
        <translation>이름으로 명령을 찾습니다</translation>
    </message>
    <message>
        <source>Next Tab</source>
        <translation>다음 탭</translation>
    </message>
    <message>
        <source>Show the next open file</source>
        <translation>다음 파일을 보여 줍니다</translation>
    </message>
    <message>
        <source>Previous Tab</source>
        <translation>이전 탭</translation>
    </message>
    <message>
        <source>Show the previous open file</source>
        <translation>이전 파일을 보여 줍니다</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Larger type in the editor</source>
        <translation>편집기 글자를 키웁니다</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Smaller type in the editor</source>
        <translation>편집기 글자를 줄입니다</translation>
    </message>
    <message>
        <source>Reset Zoom</source>
        <translation>기본 크기</translation>
    </message>
    <message>
        <source>Type of the usual size in the editor</source>
        <translation>편집기 글자를 기본 크기로 되돌립니다</translation>
    </message>
    <message>
        <source>Theme: System</source>
        <translation>테마: 시스템</translation>
    </message>
    <message>
        <source>Light or dark as the desktop says</source>
        <translation>데스크톱 설정에 따라 밝거나 어둡게</translation>
    </message>
    <message>
        <source>Theme: Light</source>
        <translation>테마: 밝게</translation>
    </message>
    <message>
        <source>Dark text on a light ground</source>
        <translation>밝은 바탕에 어두운 글자</translation>
    </message>
    <message>
        <source>Theme: Dark</source>
        <translation>테마: 어둡게</translation>
    </message>
    <message>
        <source>Light text on a dark ground</source>
        <translation>어두운 바탕에 밝은 글자</translation>
    </message>
    <message>
        <source>Theme: High Contrast</source>
        <translation>테마: 고대비</translation>
    </message>
    <message>
        <source>White on black, strong lines</source>
        <translation>검은 바탕에 흰 글자와 뚜렷한 선</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>프로젝트</translation>
    </message>
    <message>
        <source>Show the project: functions, files and events</source>
        <translation>프로젝트의 함수, 파일, 이벤트를 보여 줍니다</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Test Event</source>
        <translation>테스트 이벤트</translation>
    </message>
    <message>
        <source>Show the test event</source>
        <translation>테스트 이벤트를 보여 줍니다</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Show response, log and figures of the last run</source>
        <translation>마지막 실행의 응답, 로그, 수치를 보여 줍니다</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Show what is wrong in the project</source>
        <translation>프로젝트의 문제를 보여 줍니다</translation>
    </message>
    <message>
        <source>Deploy Plan</source>
        <translation>배포 계획</translation>
    </message>
    <message>
        <source>Show what a deploy would change</source>
        <translation>배포하면 무엇이 바뀌는지 보여 줍니다</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Show the local endpoint and its requests</source>
        <translation>로컬 엔드포인트와 요청을 보여 줍니다</translation>
    </message>
    <message>
        <source>Reset Layout</source>
        <translation>배치 초기화</translation>
    </message>
    <message>
        <source>Put all panels back in their places</source>
        <translation>모든 패널을 제자리로 되돌립니다</translation>
    </message>
    <message>
        <source>Save and run the function on the test event, here</source>
        <translation>저장하고 테스트 이벤트로 함수를 이 컴퓨터에서 실행합니다</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>실행을 중지합니다</translation>
    </message>
    <message>
        <source>Invoke Deployed</source>
        <translation>배포된 함수 호출</translation>
    </message>
    <message>
        <source>Invoke the deployed function on the target with the test event</source>
        <translation>대상에 배포된 함수를 테스트 이벤트로 호출합니다</translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation>배포…</translation>
    </message>
    <message>
        <source>Save, package and show what a deploy would change</source>
        <translation>저장하고 패키지로 묶은 뒤 무엇이 바뀌는지 보여 줍니다</translation>
    </message>
    <message>
        <source>Save Package…</source>
        <translation>배포 패키지 저장…</translation>
    </message>
    <message>
        <source>Write the deployment package to a zip file</source>
        <translation>배포 패키지를 zip 파일로 저장합니다</translation>
    </message>
    <message>
        <source>Test Events…</source>
        <translation>테스트 이벤트…</translation>
    </message>
    <message>
        <source>Choose a test event or make one from a template</source>
        <translation>테스트 이벤트를 고르거나 템플릿으로 만듭니다</translation>
    </message>
    <message>
        <source>Choose Target…</source>
        <translation>대상 선택…</translation>
    </message>
    <message>
        <source>Choose where to deploy and invoke</source>
        <translation>배포하고 호출할 곳을 고릅니다</translation>
    </message>
    <message>
        <source>Choose Function…</source>
        <translation>함수 선택…</translation>
    </message>
    <message>
        <source>Choose the function to work on</source>
        <translation>작업할 함수를 고릅니다</translation>
    </message>
    <message>
        <source>Trust This Folder</source>
        <translation>이 폴더 신뢰</translation>
    </message>
    <message>
        <source>Allow the code of this folder to run</source>
        <translation>이 폴더의 코드를 실행하도록 허용합니다</translation>
    </message>
    <message>
        <source>Reload Project</source>
        <translation>프로젝트 다시 읽기</translation>
    </message>
    <message>
        <source>Read the templates of the project again</source>
        <translation>프로젝트의 템플릿을 다시 읽습니다</translation>
    </message>
    <message>
        <source>Copy as Command</source>
        <translation>명령으로 복사</translation>
    </message>
    <message>
        <source>Copy the shell command that does the same</source>
        <translation>같은 일을 하는 셸 명령을 복사합니다</translation>
    </message>
    <message>
        <source>Next Problem</source>
        <translation>다음 문제</translation>
    </message>
    <message>
        <source>Go to the next problem</source>
        <translation>다음 문제로 이동합니다</translation>
    </message>
    <message>
        <source>Previous Problem</source>
        <translation>이전 문제</translation>
    </message>
    <message>
        <source>Go to the previous problem</source>
        <translation>이전 문제로 이동합니다</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Show all shortcuts</source>
        <translation>모든 단축키를 보여 줍니다</translation>
    </message>
    <message>
        <source>About Lathe</source>
        <translation>Lathe 정보</translation>
    </message>
    <message>
        <source>Version, license and components</source>
        <translation>버전, 라이선스, 구성 요소</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Show what the function wrote to its log</source>
        <translation>함수가 남긴 로그를 봅니다</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>환경</translation>
    </message>
    <message>
        <source>Show the execution environments and what they do</source>
        <translation>실행 환경과 그 상태 표시</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>타임라인</translation>
    </message>
    <message>
        <source>Show responses, cold starts and invocations in time</source>
        <translation>응답, 콜드 스타트, 호출을 시간 순서로 표시합니다</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>패키지</translation>
    </message>
    <message>
        <source>Show what the package weighs and what could go</source>
        <translation>패키지의 크기와 뺄 수 있는 것 보기</translation>
    </message>
    <message>
        <source>Lathe Help</source>
        <translation>Lathe 도움말</translation>
    </message>
    <message>
        <source>Read how things are done; works offline</source>
        <translation>사용법 읽기(오프라인에서도 됩니다)</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>계층</translation>
    </message>
    <message>
        <source>Show the layers of the project and of the function</source>
        <translation>프로젝트와 함수의 계층 표시</translation>
    </message>
    <message>
        <source>Build Layer…</source>
        <translation>계층 만들기…</translation>
    </message>
    <message>
        <source>Build a layer from requirements.txt, package.json, a zip or other files</source>
        <translation>requirements.txt, package.json, zip 등으로 계층 만들기</translation>
    </message>
    <message>
        <source>History</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Show the runs that were made: search, run again, compare</source>
        <translation>지난 실행 보기: 검색, 다시 실행, 비교</translation>
    </message>
    <message>
        <source>Layout: Code</source>
        <translation>레이아웃: 코드</translation>
    </message>
    <message>
        <source>The panels for writing and running a function</source>
        <translation>함수를 작성하고 실행하는 패널</translation>
    </message>
    <message>
        <source>Layout: Test</source>
        <translation>레이아웃: 테스트</translation>
    </message>
    <message>
        <source>The panels for events, runs and what they took</source>
        <translation>이벤트와 실행, 그 기록을 보는 패널</translation>
    </message>
    <message>
        <source>Layout: Release</source>
        <translation>레이아웃: 배포</translation>
    </message>
    <message>
        <source>The panels for packages, layers and deploys</source>
        <translation>패키지, 계층, 배포를 다루는 패널</translation>
    </message>
    <message>
        <source>Only one stroke: two do not work with every input method.</source>
        <translation>키 조합은 하나만 됩니다. 두 번 누르는 조합은 일부 입력기에서 동작하지 않습니다.</translation>
    </message>
    <message>
        <source>With Ctrl, Alt or Meta, or a function key: this one types.</source>
        <translation>Ctrl, Alt, Meta와 함께 쓰거나 기능 키를 쓰세요. 이 키는 글자를 입력합니다.</translation>
    </message>
    <message>
        <source>These keys belong to: %1</source>
        <translation>이미 쓰이는 키입니다: %1</translation>
    </message>
    <message>
        <source>Show the function&apos;s settings</source>
        <translation>함수의 설정을 보여 줍니다</translation>
    </message>
    <message>
        <source>Import Package…</source>
        <translation>패키지 가져오기…</translation>
    </message>
    <message>
        <source>Make a project of a zip or of a deployed function&apos;s code</source>
        <translation>zip이나 배포된 함수의 코드로 프로젝트 만들기</translation>
    </message>
    <message>
        <source>Signing Keys…</source>
        <translation>서명 키…</translation>
    </message>
    <message>
        <source>Make keys, and choose the one that packages are signed with</source>
        <translation>키를 만들고 패키지 서명에 쓸 키 고르기</translation>
    </message>
    <message>
        <source>Make a test event from a template with values of your own</source>
        <translation>템플릿에 원하는 값을 넣어 테스트 이벤트를 만듭니다</translation>
    </message>
    <message>
        <source>New Test Event…</source>
        <translation>새 테스트 이벤트…</translation>
    </message>
    <message>
        <source>Run All Tests</source>
        <translation>모든 테스트 실행</translation>
    </message>
    <message>
        <source>Save and run all test events on all functions, against what is expected</source>
        <translation>저장한 뒤 모든 테스트 이벤트를 모든 함수에서 실행하고 예상 결과와 비교합니다</translation>
    </message>
    <message>
        <source>Show the run matrix: test events and functions, and what became of them</source>
        <translation>실행 행렬를 표시합니다: 테스트 이벤트, 함수, 결과</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Find in Files…</source>
        <translation>파일에서 찾기…</translation>
    </message>
    <message>
        <source>Find and replace in all files of the project</source>
        <translation>프로젝트의 모든 파일에서 찾고 바꿉니다</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Move Line Up</source>
        <translation>줄 위로 이동</translation>
    </message>
    <message>
        <source>Move the line or the selected lines up</source>
        <translation>줄이나 선택한 줄을 위로 옮깁니다</translation>
    </message>
    <message>
        <source>Move Line Down</source>
        <translation>줄 아래로 이동</translation>
    </message>
    <message>
        <source>Move the line or the selected lines down</source>
        <translation>줄이나 선택한 줄을 아래로 옮깁니다</translation>
    </message>
    <message>
        <source>Add Next Occurrence</source>
        <translation>다음 일치 항목 추가 선택</translation>
    </message>
    <message>
        <source>Select the next place with the same text as well, to edit both at once</source>
        <translation>같은 텍스트가 있는 다음 위치도 선택해 함께 고칩니다</translation>
    </message>
    <message>
        <source>Select All Occurrences</source>
        <translation>일치 항목 모두 선택</translation>
    </message>
    <message>
        <source>Select all places with the same text, to edit them at once</source>
        <translation>같은 텍스트를 모두 선택해 한꺼번에 고칩니다</translation>
    </message>
    <message>
        <source>Split Side by Side</source>
        <translation>좌우로 나누기</translation>
    </message>
    <message>
        <source>Show the file twice, side by side; again goes to the other half</source>
        <translation>파일을 좌우로 나누어 봅니다. 다시 누르면 다른 쪽으로 갑니다</translation>
    </message>
    <message>
        <source>Split Stacked</source>
        <translation>위아래로 나누기</translation>
    </message>
    <message>
        <source>Show the file twice, one above the other; again goes to the other half</source>
        <translation>파일을 위아래로 나누어 봅니다. 다시 누르면 다른 쪽으로 갑니다</translation>
    </message>
    <message>
        <source>Close Split</source>
        <translation>나누기 닫기</translation>
    </message>
    <message>
        <source>Show the file once again</source>
        <translation>파일을 다시 하나로 봅니다</translation>
    </message>
    <message>
        <source>Go to Symbol…</source>
        <translation>기호로 이동…</translation>
    </message>
    <message>
        <source>Find a function, a class or a key in the file by name</source>
        <translation>파일의 함수, 클래스, 키를 이름으로 찾습니다</translation>
    </message>
    <message>
        <source>Toggle Bookmark</source>
        <translation>책갈피 설정/해제</translation>
    </message>
    <message>
        <source>Mark the line, or take its mark away</source>
        <translation>줄에 책갈피를 달거나 뗍니다</translation>
    </message>
    <message>
        <source>Next Bookmark</source>
        <translation>다음 책갈피</translation>
    </message>
    <message>
        <source>Go to the next marked line of the file</source>
        <translation>파일의 다음 책갈피로 갑니다</translation>
    </message>
    <message>
        <source>Previous Bookmark</source>
        <translation>이전 책갈피</translation>
    </message>
    <message>
        <source>Go to the previous marked line of the file</source>
        <translation>파일의 이전 책갈피로 갑니다</translation>
    </message>
    <message>
        <source>Local History…</source>
        <translation>로컬 기록…</translation>
    </message>
    <message>
        <source>Earlier states of this file, and files that were deleted</source>
        <translation>이 파일의 이전 상태와 삭제된 파일을 봅니다</translation>
    </message>
    <message>
        <source>Quick Fix…</source>
        <translation>빠른 수정…</translation>
    </message>
    <message>
        <source>What can be done about the problem in this line</source>
        <translation>이 줄의 문제를 고치는 방법을 보여 줍니다</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Show the published versions and who gets which</source>
        <translation>게시된 버전과 호출이 나뉘는 비율 보기</translation>
    </message>
    <message>
        <source>Publish Version</source>
        <translation>버전 게시</translation>
    </message>
    <message>
        <source>Keep what is deployed as a version, then give it a share of an alias</source>
        <translation>배포된 코드를 버전으로 남기고 별칭의 호출 일부를 보내기</translation>
    </message>
    <message>
        <source>Roll Back…</source>
        <translation>되돌리기…</translation>
    </message>
    <message>
        <source>Take an alias back to the version before</source>
        <translation>별칭을 이전 버전으로 되돌리기</translation>
    </message>
    <message>
        <source>Add Layer…</source>
        <translation>계층 추가…</translation>
    </message>
    <message>
        <source>Attach a layer to the function, or build one of what the project holds</source>
        <translation>함수에 계층을 연결하거나 프로젝트의 파일로 계층 빌드</translation>
    </message>
    <message>
        <source>New File…</source>
        <translation>새 파일…</translation>
    </message>
    <message>
        <source>Make an empty file in the chosen folder and open it</source>
        <translation>선택한 폴더에 빈 파일을 만들고 엽니다</translation>
    </message>
    <message>
        <source>New Folder…</source>
        <translation>새 폴더…</translation>
    </message>
    <message>
        <source>Make a folder in the chosen one</source>
        <translation>선택한 폴더 안에 새 폴더를 만듭니다</translation>
    </message>
    <message>
        <source>Run This Event</source>
        <translation>이 이벤트로 실행</translation>
    </message>
    <message>
        <source>Run the function on the chosen file of events/</source>
        <translation>events/에서 선택한 파일로 함수를 실행합니다</translation>
    </message>
    <message>
        <source>Rename File…</source>
        <translation>파일 이름 바꾸기…</translation>
    </message>
    <message>
        <source>Give the file or folder another name; an open text stays open</source>
        <translation>파일이나 폴더의 이름을 바꿉니다. 열어 둔 파일은 그대로 이어집니다</translation>
    </message>
    <message>
        <source>Duplicate File</source>
        <translation>파일 복제</translation>
    </message>
    <message>
        <source>Copy the file or folder beside itself</source>
        <translation>파일이나 폴더의 사본을 같은 자리에 만듭니다</translation>
    </message>
    <message>
        <source>Delete File</source>
        <translation>파일 삭제</translation>
    </message>
    <message>
        <source>Move the file or folder to the trash</source>
        <translation>파일이나 폴더를 휴지통으로 옮깁니다</translation>
    </message>
    <message>
        <source>Copy Path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Copy the whole path to the clipboard</source>
        <translation>전체 경로를 클립보드에 복사합니다</translation>
    </message>
    <message>
        <source>Copy Relative Path</source>
        <translation>상대 경로 복사</translation>
    </message>
    <message>
        <source>Copy the path from the project's folder on to the clipboard</source>
        <translation>프로젝트 폴더를 기준으로 한 경로를 클립보드에 복사합니다</translation>
    </message>
    <message>
        <source>Open in File Manager</source>
        <translation>파일 관리자에서 열기</translation>
    </message>
    <message>
        <source>Open the folder in the desktop's file manager</source>
        <translation>데스크톱의 파일 관리자에서 폴더를 엽니다</translation>
    </message>
    <message>
        <source>Find in Folder…</source>
        <translation>폴더에서 찾기…</translation>
    </message>
    <message>
        <source>Find and replace in the files of the chosen folder</source>
        <translation>선택한 폴더의 파일에서 찾고 바꿉니다</translation>
    </message>
    <message>
        <source>Rename Folder…</source>
        <translation>폴더 이름 바꾸기…</translation>
    </message>
    <message>
        <source>Duplicate Folder</source>
        <translation>폴더 복제</translation>
    </message>
    <message>
        <source>Delete Folder</source>
        <translation>폴더 삭제</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>이동(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>These keys open a menu: %1</source>
        <translation>메뉴를 여는 키입니다: %1</translation>
    </message>
    <message>
        <source>Save as UTF-8</source>
        <translation>UTF-8로 저장</translation>
    </message>
    <message>
        <source>Store the file in the editor as UTF-8 from now on</source>
        <translation>편집기의 파일을 이제부터 UTF-8로 저장</translation>
    </message>
    <message>
        <source>Delete Line</source>
        <translation>줄 삭제</translation>
    </message>
    <message>
        <source>Delete the lines of all carets and selections</source>
        <translation>모든 커서와 선택 영역의 줄 삭제</translation>
    </message>
    <message>
        <source>Fold or Unfold Block</source>
        <translation>블록 접기/펼치기</translation>
    </message>
    <message>
        <source>Close or open the block around the cursor</source>
        <translation>커서가 있는 블록을 접거나 펼치기</translation>
    </message>
    <message>
        <source>Fold All</source>
        <translation>모두 접기</translation>
    </message>
    <message>
        <source>Close all blocks of the file</source>
        <translation>파일의 모든 블록 접기</translation>
    </message>
    <message>
        <source>Unfold All</source>
        <translation>모두 펼치기</translation>
    </message>
    <message>
        <source>Open all blocks of the file</source>
        <translation>파일의 모든 블록 펼치기</translation>
    </message>
    <message>
        <source>Show Whitespace</source>
        <translation>공백 표시</translation>
    </message>
    <message>
        <source>Show spaces and tabs in the editor</source>
        <translation>편집기에 공백과 탭 표시</translation>
    </message>
    <message>
        <source>Go to Matching Bracket</source>
        <translation>짝이 되는 괄호로 이동</translation>
    </message>
    <message>
        <source>Move the cursor to the bracket that belongs to the one beside it</source>
        <translation>커서 옆의 괄호와 짝이 되는 괄호로 커서 이동</translation>
    </message>
</context>
<context>
    <name>lathe::Builder</name>
    <message>
        <source>An alias (*) refers to a value that contains itself.</source>
        <translation>별칭(*)이 자기 자신을 포함하는 값을 가리킵니다.</translation>
    </message>
    <message>
        <source>Write the value out instead of using the alias.</source>
        <translation>별칭 대신 값을 직접 쓰세요.</translation>
    </message>
    <message>
        <source>The template is nested more than %1 levels deep.</source>
        <translation>템플릿이 %1단계보다 깊게 중첩되어 있습니다.</translation>
    </message>
    <message>
        <source>Flatten this part.</source>
        <translation>이 부분의 중첩을 줄이세요.</translation>
    </message>
    <message>
        <source>The template has more than %1 values once its aliases are written out.</source>
        <translation>별칭을 풀면 템플릿의 값이 %1개를 넘습니다.</translation>
    </message>
    <message>
        <source>Split it into smaller files.</source>
        <translation>더 작은 파일로 나누세요.</translation>
    </message>
    <message>
        <source>Reading the template took longer than %1 ms.</source>
        <translation>템플릿을 읽는 데 %1 ms보다 오래 걸렸습니다.</translation>
    </message>
    <message>
        <source>The key %1 stands here a second time; the first is in line %2.</source>
        <translation>키가 중복되었습니다: %1. 처음 나온 곳은 %2번 줄입니다.</translation>
    </message>
    <message>
        <source>Remove one of the two. Only the last one counts.</source>
        <translation>둘 중 하나를 지우세요. 마지막 것만 적용됩니다.</translation>
    </message>
    <message>
        <source>A merge key (&lt;&lt;) takes a map or a list of maps.</source>
        <translation>병합 키(&lt;&lt;)에는 맵이나 맵의 목록이 와야 합니다.</translation>
    </message>
    <message>
        <source>Give an alias of a map, for example &lt;&lt;: *defaults.</source>
        <translation>맵의 별칭을 쓰세요. 예: &lt;&lt;: *defaults</translation>
    </message>
</context>
<context>
    <name>lathe::BusyIndicator</name>
    <message>
        <source>Working</source>
        <translation>작업 중</translation>
    </message>
</context>
<context>
    <name>lathe::CodeEditor</name>
    <message>
        <source>Text editor</source>
        <translation>텍스트 편집기</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <translation>%1 내용</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>잘라내기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>모두 선택</translation>
    </message>
    <message>
        <source>Toggle Comment</source>
        <translation>주석 전환</translation>
    </message>
    <message>
        <source>Escape, then Tab leaves the editor</source>
        <translation>Esc를 누른 뒤 Tab을 누르면 편집기에서 나갑니다</translation>
    </message>
    <message>
        <source>Second view of %1</source>
        <translation>두 번째 보기: %1</translation>
    </message>
</context>
<context>
    <name>lathe::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>명령 팔레트</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>일치 항목</translation>
    </message>
    <message>
        <source>Type a name; “&gt;” for commands</source>
        <translation>이름을 입력하세요. 명령은 “&gt;”</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>일치하는 항목이 없습니다</translation>
    </message>
</context>
<context>
    <name>lathe::ConfirmDialog</name>
    <message>
        <source>Type to confirm: %1</source>
        <translation>확인하려면 입력하세요: %1</translation>
    </message>
</context>
<context>
    <name>lathe::ConfirmName</name>
    <message>
        <source>Type the function's name to confirm</source>
        <translation>확인하려면 함수 이름을 입력하세요</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>확인하려면 %1 입력</translation>
    </message>
</context>
<context>
    <name>lathe::DeployPanel</name>
    <message>
        <source>Signature of the package</source>
        <translation>패키지 서명</translation>
    </message>
    <message>
        <source>Not signed</source>
        <translation>서명 안 함</translation>
    </message>
    <message>
        <source>Signed with %1</source>
        <translation>서명 키: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>배포</translation>
    </message>
    <message>
        <source>See what a deploy would change before it happens</source>
        <translation>배포하기 전에 무엇이 바뀌는지 확인하세요</translation>
    </message>
    <message>
        <source>Nothing is sent until you press Deploy.</source>
        <translation>배포를 누르기 전에는 아무것도 전송되지 않습니다.</translation>
    </message>
    <message>
        <source>Show the Plan (F8)</source>
        <translation>계획 보기 (F8)</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>변경 사항</translation>
    </message>
    <message>
        <source>Progress of the deploy</source>
        <translation>배포 진행률</translation>
    </message>
    <message>
        <source>Packaging %1 and looking at the target…</source>
        <translation>%1 패키지를 만들고 대상을 확인하는 중…</translation>
    </message>
    <message>
        <source>%1 is up to date</source>
        <translation>%1: 최신 상태입니다</translation>
    </message>
    <message>
        <source>%1 will be created</source>
        <translation>%1: 새로 만듭니다</translation>
    </message>
    <message>
        <source>Nothing to Deploy</source>
        <translation>배포할 것 없음</translation>
    </message>
    <message>
        <source>%1 is live on %2</source>
        <translation>%1: %2에 배포되었습니다</translation>
    </message>
    <message>
        <source>Version %1 in %2 s</source>
        <translation>버전 %1, %2초</translation>
    </message>
    <message>
        <source>Invoke It There</source>
        <translation>배포된 곳에서 호출</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>%1: one change</source>
        <translation>%1: 변경 1건</translation>
    </message>
    <message>
        <source>%1: %2 changes</source>
        <translation>%1: 변경 %2건</translation>
    </message>
    <message>
        <source>Type the function&apos;s name to confirm</source>
        <translation>확인하려면 함수 이름을 입력하세요</translation>
    </message>
    <message>
        <source>Copy as a command: lathe deploy …</source>
        <translation>명령으로 복사: lathe deploy …</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>복사함: %1</translation>
    </message>
</context>
<context>
    <name>lathe::DiagnosticModel</name>
    <message>
        <source>Problem</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Quick fix (Alt+Enter)</source>
        <translation>빠른 수정(Alt+Enter)</translation>
    </message>
    <message>
        <source>has a quick fix</source>
        <translation>빠른 수정 있음</translation>
    </message>
</context>
<context>
    <name>lathe::DockLayout</name>
    <message>
        <source>Hide this panel</source>
        <translation>이 패널 숨기기</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>패널</translation>
    </message>
</context>
<context>
    <name>lathe::DockMover</name>
    <message>
        <source>Move Tab Left</source>
        <translation>탭을 왼쪽으로 이동</translation>
    </message>
    <message>
        <source>Move Tab Right</source>
        <translation>탭을 오른쪽으로 이동</translation>
    </message>
    <message>
        <source>Move to the Left</source>
        <translation>왼쪽으로 이동</translation>
    </message>
    <message>
        <source>Move to the Right</source>
        <translation>오른쪽으로 이동</translation>
    </message>
    <message>
        <source>Move to the Bottom</source>
        <translation>아래쪽으로 이동</translation>
    </message>
    <message>
        <source>Hide Panel</source>
        <translation>패널 숨기기</translation>
    </message>
</context>
<context>
    <name>lathe::EditorPage</name>
    <message>
        <source>This file is binary; it is shown but cannot be changed here.</source>
        <translation>바이너리 파일입니다. 볼 수 있지만 여기서 바꿀 수는 없습니다.</translation>
    </message>
    <message>
        <source>This file has a line of over 1 MB; it is shown but cannot be changed here.</source>
        <translation>1 MB가 넘는 줄이 있는 파일입니다. 볼 수 있지만 여기서 바꿀 수는 없습니다.</translation>
    </message>
    <message>
        <source>This file is read-only.</source>
        <translation>읽기 전용 파일입니다.</translation>
    </message>
    <message>
        <source>This file has very long lines; it is shown without colours.</source>
        <translation>매우 긴 줄이 있는 파일이어서 색 없이 보여 줍니다.</translation>
    </message>
    <message>
        <source>Unsaved text of the last session was restored.</source>
        <translation>지난 세션에서 저장하지 않은 내용을 되살렸습니다.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Another program changed this file: %1</source>
        <translation>다른 프로그램이 이 파일을 바꾸었습니다: %1</translation>
    </message>
    <message>
        <source>Your text has unsaved changes.</source>
        <translation>저장하지 않은 변경이 있습니다.</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>다시 읽기</translation>
    </message>
    <message>
        <source>Keep Mine</source>
        <translation>내 것 유지</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>This file was deleted: %1</source>
        <translation>파일이 삭제되었습니다: %1</translation>
    </message>
    <message>
        <source>Its text is still here.</source>
        <translation>내용은 여기에 남아 있습니다.</translation>
    </message>
    <message>
        <source>Save Again</source>
        <translation>다시 저장</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>The earlier text was not put back.</source>
        <translation>이전 텍스트로 되돌리지 못했습니다.</translation>
    </message>
    <message>
        <source>Save as UTF-8</source>
        <translation>UTF-8로 저장</translation>
    </message>
</context>
<context>
    <name>lathe::EditorTabs</name>
    <message>
        <source>Open files</source>
        <translation>열린 파일</translation>
    </message>
    <message>
        <source>Changes: %1</source>
        <translation>변경: %1</translation>
    </message>
    <message>
        <source>On disk: %1</source>
        <translation>디스크: %1</translation>
    </message>
    <message>
        <source>In the editor: %1</source>
        <translation>편집기: %1</translation>
    </message>
    <message>
        <source>Save changes? %1</source>
        <translation>변경한 내용을 저장할까요? %1</translation>
    </message>
    <message>
        <source>The file has changes that are not saved.</source>
        <translation>저장하지 않은 변경이 있습니다.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save all changes? Files: %1</source>
        <translation>변경한 내용을 모두 저장할까요? 파일: %1</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>모두 저장</translation>
    </message>
    <message>
        <source>%1 (deleted)</source>
        <translation>%1 (삭제됨)</translation>
    </message>
    <message>
        <source>The file was deleted. Saving makes it again.</source>
        <translation>파일이 삭제되었습니다. 저장하면 다시 만들어집니다.</translation>
    </message>
</context>
<context>
    <name>lathe::EnvironmentsModel</name>
    <message>
        <source>Starting</source>
        <translation>시작 중</translation>
    </message>
    <message>
        <source>Initializing</source>
        <translation>초기화 중</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>재설정됨</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>종료 중</translation>
    </message>
    <message>
        <source>local</source>
        <translation>로컬</translation>
    </message>
    <message>
        <source>%1 of %2 MB</source>
        <translation>%1 / %2 MB</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Invocations</source>
        <translation>호출 수</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>시작 시각</translation>
    </message>
    <message>
        <source>Log stream</source>
        <translation>로그 스트림</translation>
    </message>
</context>
<context>
    <name>lathe::EnvironmentsPanel</name>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Kill</source>
        <translation>강제 종료</translation>
    </message>
    <message>
        <source>Ends the chosen environments, after the event that they handle</source>
        <translation>선택한 환경을 처리 중인 이벤트가 끝난 뒤 종료합니다</translation>
    </message>
    <message>
        <source>Ends the chosen environments now; an event that they handle fails</source>
        <translation>선택한 환경을 바로 종료합니다. 처리 중인 이벤트는 실패합니다</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>환경</translation>
    </message>
    <message>
        <source>Environments: %1, busy: %2</source>
        <translation>환경: %1, 처리 중: %2</translation>
    </message>
    <message>
        <source>No environment runs</source>
        <translation>실행 중인 환경이 없습니다</translation>
    </message>
    <message>
        <source>A run starts one, which then stays warm for %1 minutes.</source>
        <translation>실행하면 하나가 시작되어 %1분 동안 유지됩니다.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
</context>
<context>
    <name>lathe::EventEditor</name>
    <message>
        <source>Format JSON</source>
        <translation>JSON 정렬</translation>
    </message>
    <message>
        <source>Test event</source>
        <translation>테스트 이벤트</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>%1번 줄 %2번 칸: %3</translation>
    </message>
    <message>
        <source>Empty: Run sends {}</source>
        <translation>비어 있음: 실행하면 {}를 보냅니다</translation>
    </message>
    <message>
        <source>Valid JSON</source>
        <translation>올바른 JSON</translation>
    </message>
</context>
<context>
    <name>lathe::EventPanel</name>
    <message>
        <source>%1 (deleted)</source>
        <translation>%1(삭제됨)</translation>
    </message>
    <message>
        <source>Test event</source>
        <translation>테스트 이벤트</translation>
    </message>
    <message>
        <source>New test event from a template</source>
        <translation>템플릿으로 새 테스트 이벤트</translation>
    </message>
    <message>
        <source>Save the test event</source>
        <translation>테스트 이벤트 저장</translation>
    </message>
    <message>
        <source>No test event</source>
        <translation>테스트 이벤트 없음</translation>
    </message>
    <message>
        <source>Unsaved event</source>
        <translation>저장하지 않은 이벤트</translation>
    </message>
    <message>
        <source>Rename, duplicate or delete the test event</source>
        <translation>테스트 이벤트 이름 바꾸기, 복제, 삭제</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>이름 바꾸기…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>There is a test event of this name already.</source>
        <translation>같은 이름의 테스트 이벤트가 이미 있습니다.</translation>
    </message>
    <message>
        <source>Rename the Test Event</source>
        <translation>테스트 이벤트 이름 바꾸기</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Delete the test event? %1</source>
        <translation>테스트 이벤트를 삭제할까요? %1</translation>
    </message>
    <message>
        <source>Its file is deleted: %1</source>
        <translation>파일이 삭제됩니다: %1</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>컨텍스트</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>삭제함: %1</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>예상</translation>
    </message>
    <message>
        <source>Expected %1/%2</source>
        <translation>예상 %1/%2</translation>
    </message>
    <message>
        <source>Expected: %1 of %2 do not hold</source>
        <translation>예상 결과: %2개 중 %1개가 맞지 않음</translation>
    </message>
    <message>
        <source>Expected: all hold</source>
        <translation>예상 결과: 모두 맞음</translation>
    </message>
    <message>
        <source>The bytes that the function gets</source>
        <translation>함수가 받는 바이트</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>What goes to the function along with the event</source>
        <translation>이벤트와 함께 함수에 전달되는 내용</translation>
    </message>
    <message>
        <source>What is expected of this event&apos;s runs</source>
        <translation>이 이벤트의 예상 결과</translation>
    </message>
    <message>
        <source>Renamed: %1 → %2</source>
        <translation>이름을 바꿈: %1 → %2</translation>
    </message>
</context>
<context>
    <name>lathe::FieldReader</name>
    <message>
        <source>a map</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>%1 should be %2, but %3 stands here.</source>
        <translation>%1 값의 형식이 다릅니다. 필요한 형식: %2, 현재: %3.</translation>
    </message>
    <message>
        <source>Correct the value or its indentation.</source>
        <translation>값이나 들여쓰기를 고치세요.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>%1 should be %2, but nothing stands here.</source>
        <translation>%1 값이 비어 있습니다. 필요한 형식: %2.</translation>
    </message>
    <message>
        <source>Write its content below, indented further, or remove the key.</source>
        <translation>아래에 더 들여 써서 내용을 적거나 키를 지우세요.</translation>
    </message>
    <message>
        <source>%1 is not known here: %2. The default is used.</source>
        <translation>여기서는 %1 값을 알 수 없어 기본값을 사용합니다: %2.</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>정수</translation>
    </message>
    <message>
        <source>%1 is %2; Lambda takes %3 to %4.</source>
        <translation>%1 값: %2. Lambda에서 허용하는 범위는 %3~%4입니다.</translation>
    </message>
    <message>
        <source>Choose a value in that range.</source>
        <translation>이 범위의 값을 고르세요.</translation>
    </message>
    <message>
        <source>the text &quot;%1&quot;</source>
        <translation>텍스트 &quot;%1&quot;</translation>
    </message>
    <message>
        <source>%1 is no property of a function.</source>
        <translation>함수의 속성이 아닙니다: %1</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>혹시 이것인가요? %1</translation>
    </message>
</context>
<context>
    <name>lathe::FindBar</name>
    <message>
        <source>Find</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>대소문자 구분</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>단어 단위</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>정규식</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>이전 항목</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>다음 항목</translation>
    </message>
    <message>
        <source>Close the find bar</source>
        <translation>찾기 막대 닫기</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>바꿀 내용</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Replace All</source>
        <translation>모두 바꾸기</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>찾지 못함</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Matches: %1</source>
        <translation>일치: %1</translation>
    </message>
    <message>
        <source>Replaced: %1</source>
        <translation>바꿈: %1</translation>
    </message>
</context>
<context>
    <name>lathe::HttpServer</name>
    <message>
        <source>Port %1 is used by %2. Choose another port, or 0 for any.</source>
        <translation>포트 %1번은 %2에서 사용하고 있습니다. 다른 포트를 고르거나 0으로 자동 선택하세요.</translation>
    </message>
    <message>
        <source>Port %1 is used by another program. Choose another port, or 0 for any.</source>
        <translation>포트 %1번은 다른 프로그램이 사용하고 있습니다. 다른 포트를 고르거나 0으로 자동 선택하세요.</translation>
    </message>
    <message>
        <source>Cannot listen on %1, port %2.</source>
        <translation>%1, 포트 %2에서 수신할 수 없습니다.</translation>
    </message>
    <message>
        <source>The socket %1 is used by another program.</source>
        <translation>다른 프로그램이 소켓을 사용하고 있습니다: %1</translation>
    </message>
    <message>
        <source>Cannot listen on the socket %1. Its path may have 107 bytes at most.</source>
        <translation>소켓에서 수신할 수 없습니다: %1. 경로는 107바이트를 넘을 수 없습니다.</translation>
    </message>
    <message>
        <source>The passed socket does not listen.</source>
        <translation>전달받은 소켓이 수신 상태가 아닙니다.</translation>
    </message>
</context>
<context>
    <name>lathe::InspectorPanel</name>
    <message>
        <source>This folder has no function yet.</source>
        <translation>이 폴더에는 아직 함수가 없습니다.</translation>
    </message>
    <message>
        <source>Open a folder to see its functions.</source>
        <translation>폴더를 열면 함수가 보입니다.</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>핸들러</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>런타임</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>제한 시간</translation>
    </message>
    <message>
        <source>s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>아키텍처</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Triggers</source>
        <translation>트리거</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>File system</source>
        <translation>파일 시스템</translation>
    </message>
    <message>
        <source>None, only a loopback of its own</source>
        <translation>없음(자체 루프백만)</translation>
    </message>
    <message>
        <source>In the template</source>
        <translation>템플릿에 있음</translation>
    </message>
    <message>
        <source>On Lambda it reaches nothing outside without a NAT gateway; choose None above to try that.</source>
        <translation>Lambda에서는 NAT 게이트웨이 없이 외부에 연결할 수 없습니다. 위에서 없음을 선택하면 그대로 시험할 수 있습니다.</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>샌드박스</translation>
    </message>
    <message>
        <source>Isolation</source>
        <translation>격리</translation>
    </message>
    <message>
        <source>Own namespaces</source>
        <translation>자체 네임스페이스</translation>
    </message>
    <message>
        <source>By the kernel (%1)</source>
        <translation>커널이 제한(%1)</translation>
    </message>
    <message>
        <source>Watched every 20 ms</source>
        <translation>20ms마다 감시</translation>
    </message>
    <message>
        <source>CPU share</source>
        <translation>CPU 배분</translation>
    </message>
    <message>
        <source>Can be scaled</source>
        <translation>조절 가능</translation>
    </message>
    <message>
        <source>Not enforced</source>
        <translation>강제되지 않음</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>네트워크 차단</translation>
    </message>
    <message>
        <source>Can be enforced</source>
        <translation>강제 가능</translation>
    </message>
    <message>
        <source>This computer&apos;s network</source>
        <translation>이 컴퓨터의 네트워크</translation>
    </message>
    <message>
        <source>This computer&apos;s</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>빌드</translation>
    </message>
    <message>
        <source>Not built</source>
        <translation>안 됨</translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation>오래됨</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>최신</translation>
    </message>
    <message>
        <source>Add a variable: NAME=value</source>
        <translation>변수 추가: NAME=값</translation>
    </message>
    <message>
        <source>NAME=value</source>
        <translation>NAME=값</translation>
    </message>
    <message>
        <source>The template cannot be read.</source>
        <translation>템플릿을 읽을 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::InspectorRow</name>
    <message>
        <source>hidden</source>
        <translation>숨김</translation>
    </message>
    <message>
        <source>cannot be known here</source>
        <translation>여기서는 알 수 없음</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>%1번 줄</translation>
    </message>
    <message>
        <source>Click to change it</source>
        <translation>클릭하여 변경</translation>
    </message>
</context>
<context>
    <name>lathe::JsonNodes</name>
    <message>
        <source>The template is nested more than %1 levels deep.</source>
        <translation>템플릿이 %1단계보다 깊게 중첩되어 있습니다.</translation>
    </message>
    <message>
        <source>The template has more than %1 values.</source>
        <translation>템플릿의 값이 %1개를 넘습니다.</translation>
    </message>
    <message>
        <source>The key %1 stands here a second time; the first is in line %2.</source>
        <translation>키가 중복되었습니다: %1. 처음 나온 곳은 %2번 줄입니다.</translation>
    </message>
    <message>
        <source>Remove one of the two. Only the last one counts.</source>
        <translation>둘 중 하나를 지우세요. 마지막 것만 적용됩니다.</translation>
    </message>
</context>
<context>
    <name>lathe::KeySheet</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>새 키</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>기본값</translation>
    </message>
    <message>
        <source>Choose an action to change its keys.</source>
        <translation>키를 바꿀 동작을 선택하세요.</translation>
    </message>
    <message>
        <source>No Keys</source>
        <translation>키 없음</translation>
    </message>
</context>
<context>
    <name>lathe::LayerReader</name>
    <message>
        <source>The image unpacks to more than Lambda takes (10 GB), or to far more than its size promises. Nothing was kept.</source>
        <translation>이미지를 풀면 Lambda의 한도(10 GB)를 넘거나 크기에 비해 터무니없이 커집니다. 남긴 것은 없습니다.</translation>
    </message>
    <message>
        <source>the layer %1 cannot be read</source>
        <translation>계층을 읽을 수 없음: %1</translation>
    </message>
    <message>
        <source>The image is refused: its entry %1 %2.</source>
        <translation>이미지를 거부했습니다. 항목: %1, 이유: %2.</translation>
    </message>
    <message>
        <source>has a name that leads out of the image or is too long</source>
        <translation>이름이 이미지 밖을 가리키거나 너무 김</translation>
    </message>
    <message>
        <source>takes away nothing that can be named</source>
        <translation>지울 대상의 이름이 올바르지 않음</translation>
    </message>
    <message>
        <source>%1 of the image cannot be unpacked: %2. Nothing was kept.</source>
        <translation>이미지의 항목을 풀 수 없습니다: %1 (%2). 남긴 것은 없습니다.</translation>
    </message>
    <message>
        <source>links to a place outside of the image</source>
        <translation>이미지 밖을 가리키는 링크</translation>
    </message>
    <message>
        <source>the link %1 has no target</source>
        <translation>대상이 없는 링크: %1</translation>
    </message>
    <message>
        <source>a file has no name</source>
        <translation>이름 없는 파일이 있음</translation>
    </message>
</context>
<context>
    <name>lathe::Locator</name>
    <message>
        <source>Go to line %1</source>
        <translation>%1번 줄로 이동</translation>
    </message>
    <message>
        <source>A saved test event, or a template for a new one</source>
        <translation>저장된 테스트 이벤트 또는 새 이벤트의 템플릿</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>new from template</source>
        <translation>템플릿으로 새로 만들기</translation>
    </message>
    <message>
        <source>A function, a class or a key of this file</source>
        <translation>이 파일의 함수, 클래스, 키</translation>
    </message>
    <message>
        <source>Files; “!” functions, “@” symbols, “e ” events, “:” line, “&gt;” commands</source>
        <translation>파일, “!” 함수, “@” 기호, “e ” 이벤트, “:” 줄, “&gt;” 명령</translation>
    </message>
    <message>
        <source>Go to line %1, column %2</source>
        <translation>%1번 줄 %2번 칸으로 이동</translation>
    </message>
    <message>
        <source>Where to deploy and invoke</source>
        <translation>배포하고 호출할 대상</translation>
    </message>
    <message>
        <source>No AWS profile found; everything works locally</source>
        <translation>AWS 프로필을 찾을 수 없습니다. 로컬에서는 모두 사용할 수 있습니다</translation>
    </message>
    <message>
        <source>A layer to attach, or what to build one of</source>
        <translation>연결할 계층, 또는 계층을 빌드할 파일이나 폴더</translation>
    </message>
    <message>
        <source>attach, %1</source>
        <translation>연결, %1</translation>
    </message>
    <message>
        <source>build and attach</source>
        <translation>빌드하고 연결</translation>
    </message>
    <message>
        <source>A line, or a line and a column: 12:3</source>
        <translation>줄, 또는 줄과 열: 12:3</translation>
    </message>
</context>
<context>
    <name>lathe::LogPanel</name>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Follow the end of the log</source>
        <translation>로그 끝 따라가기</translation>
    </message>
    <message>
        <source>Copy the chosen lines, or all</source>
        <translation>선택한 줄 또는 전체 복사</translation>
    </message>
    <message>
        <source>Clear the log</source>
        <translation>로그 지우기</translation>
    </message>
    <message>
        <source>Earlier lines dropped: %1</source>
        <translation>앞쪽 %1줄을 지웠습니다</translation>
    </message>
    <message>
        <source>Nothing was logged yet</source>
        <translation>아직 로그가 없습니다</translation>
    </message>
    <message>
        <source>What the function writes while it runs appears here.</source>
        <translation>함수가 실행 중에 쓰는 내용이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
</context>
<context>
    <name>lathe::MainToolBar</name>
    <message>
        <source>Tool Bar</source>
        <translation>도구 모음</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>No function</source>
        <translation>함수 없음</translation>
    </message>
    <message>
        <source>Target: %1</source>
        <translation>대상: %1</translation>
    </message>
    <message>
        <source>No AWS profile found; everything works locally</source>
        <translation>AWS 프로필이 없습니다. 로컬에서는 모두 사용할 수 있습니다</translation>
    </message>
</context>
<context>
    <name>lathe::MainWindow</name>
    <message>
        <source>No file is open</source>
        <translation>열린 파일이 없습니다</translation>
    </message>
    <message>
        <source>Choose one at the left, or press %1.</source>
        <translation>왼쪽에서 고르거나 %1 키를 누르세요.</translation>
    </message>
    <message>
        <source>Find a File</source>
        <translation>파일 찾기</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>The settings were damaged; defaults are used.</source>
        <translation>설정이 손상되어 기본값을 사용합니다.</translation>
    </message>
    <message>
        <source>The old file is %1</source>
        <translation>이전 파일: %1</translation>
    </message>
    <message>
        <source>Unsaved text of the last time was put back.</source>
        <translation>지난번에 저장하지 않은 내용을 되살렸습니다.</translation>
    </message>
    <message>
        <source>Restricted mode: nothing of this folder runs</source>
        <translation>제한 모드: 이 폴더의 코드는 실행되지 않습니다</translation>
    </message>
    <message>
        <source>You can read and edit. Trust it only if you know where it comes from.</source>
        <translation>읽고 편집할 수 있습니다. 출처를 아는 폴더만 신뢰하세요.</translation>
    </message>
    <message>
        <source>Trust This Folder</source>
        <translation>이 폴더 신뢰</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>복사함: %1</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>레이아웃</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>편집기 나누기</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>확대/축소</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Files of the Project</source>
        <translation>프로젝트 파일</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
</context>
<context>
    <name>lathe::NameDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>lathe::NewFromSample</name>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>New from Sample</source>
        <translation>예제로 새로 만들기</translation>
    </message>
    <message>
        <source>Start from a Sample</source>
        <translation>예제로 시작</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>예제</translation>
    </message>
    <message>
        <source>Folder name</source>
        <translation>폴더 이름</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>변경…</translation>
    </message>
    <message>
        <source>In</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>No samples are installed.</source>
        <translation>설치된 예제가 없습니다.</translation>
    </message>
    <message>
        <source>Type a name for the folder, without “/”.</source>
        <translation>“/” 없이 폴더 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>There is something in this folder already; choose another name.</source>
        <translation>이 폴더에 이미 내용이 있습니다. 다른 이름을 고르세요.</translation>
    </message>
    <message>
        <source>This folder cannot be written to; choose another one.</source>
        <translation>이 폴더에는 쓸 수 없습니다. 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>폴더 선택</translation>
    </message>
</context>
<context>
    <name>lathe::NoticeBar</name>
    <message>
        <source>Close this notice</source>
        <translation>알림 닫기</translation>
    </message>
</context>
<context>
    <name>lathe::PackageFlow</name>
    <message>
        <source>Save Package</source>
        <translation>패키지 저장</translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation>ZIP 파일 (*.zip)</translation>
    </message>
    <message>
        <source>Files: %1, zipped: %2, unzipped: %3, CodeSha256: %4</source>
        <translation>파일 %1개, 압축 %2, 압축 해제 %3, CodeSha256: %4</translation>
    </message>
    <message>
        <source>It is over 50 MB: Lambda takes it from a bucket only, not by direct upload.</source>
        <translation>50 MB를 넘어 직접 업로드할 수 없습니다. Lambda는 이 크기의 패키지를 버킷에서만 받습니다.</translation>
    </message>
    <message>
        <source>Package saved: %1</source>
        <translation>패키지를 저장했습니다: %1</translation>
    </message>
    <message>
        <source>Copy Path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Signed with the key %1.</source>
        <translation>서명한 키: %1</translation>
    </message>
    <message>
        <source>Trust This Folder</source>
        <translation>이 폴더 신뢰</translation>
    </message>
</context>
<context>
    <name>lathe::PackageSaver</name>
    <message>
        <source>A package is being written.</source>
        <translation>패키지를 만드는 중입니다.</translation>
    </message>
    <message>
        <source>Open a folder first (Ctrl+O).</source>
        <translation>먼저 폴더를 여세요(Ctrl+O).</translation>
    </message>
    <message>
        <source>This folder has no function to package.</source>
        <translation>이 폴더에는 패키지로 만들 함수가 없습니다.</translation>
    </message>
    <message>
        <source>This function is a container image: it has no package.</source>
        <translation>컨테이너 이미지 함수이므로 패키지가 없습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::PlanModel</name>
    <message>
        <source>What</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>There now</source>
        <translation>현재</translation>
    </message>
    <message>
        <source>After the deploy</source>
        <translation>배포 후</translation>
    </message>
</context>
<context>
    <name>lathe::CacheBox</name>
    <message>
        <source>Progress of emptying the caches</source>
        <translation>캐시 비우기 진행률</translation>
    </message>
    <message>
        <source>%1 freed; entries in use: %2</source>
        <translation>%1 확보, 사용 중인 항목: %2</translation>
    </message>
    <message>
        <source>%1 freed</source>
        <translation>%1 확보</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>비우기</translation>
    </message>
    <message>
        <source>Removes unpacked and built images, packages, layers and what was deflated for them, except what is in use. It is made again when it is needed; images that were built here have to be built again.</source>
        <translation>사용 중인 것을 제외하고 압축을 푼 이미지와 빌드한 이미지, 패키지, 계층, 압축해 둔 파일을 지웁니다. 필요할 때 다시 만들어지며, 여기서 빌드한 이미지는 다시 빌드해야 합니다.</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>크기를 재는 중…</translation>
    </message>
</context>
<context>
    <name>lathe::Preferences</name>
    <message>
        <source>Space for container images</source>
        <translation>컨테이너 이미지 저장 공간</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>캐시</translation>
    </message>
    <message>
        <source>Above it the longest unused images go first, never one that is in use.</source>
        <translation>이 크기를 넘으면 가장 오래 쓰지 않은 이미지부터 지웁니다. 사용 중인 이미지는 지우지 않습니다.</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>환경 설정</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>데스크톱 설정 따름</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>고대비</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Type size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>Scale the CPU with memory, as Lambda does (after the next start)</source>
        <translation>Lambda처럼 메모리에 비례해 CPU 제한(다음 시작부터)</translation>
    </message>
    <message>
        <source>1,769 MB are one vCPU. Without it a function has the speed of this machine.</source>
        <translation>1,769 MB가 vCPU 1개입니다. 끄면 함수가 이 컴퓨터의 속도로 실행됩니다.</translation>
    </message>
    <message>
        <source>Start environments ahead of their events (after the next start)</source>
        <translation>이벤트에 앞서 환경을 미리 시작(다음 시작부터)</translation>
    </message>
    <message>
        <source>A first invocation then takes milliseconds. Each waiting environment holds the memory of its interpreter.</source>
        <translation>첫 호출이 몇 밀리초면 됩니다. 기다리는 환경마다 인터프리터의 메모리를 차지합니다.</translation>
    </message>
    <message>
        <source>No setting is like that.</source>
        <translation>조건에 맞는 설정이 없습니다.</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>설정 검색</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>font zoom</source>
        <translation>글꼴 크기 확대</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>변경…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Local runs</source>
        <translation>로컬 실행</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>저장 공간</translation>
    </message>
    <message>
        <source>History of runs</source>
        <translation>실행 기록</translation>
    </message>
    <message>
        <source>Above it the oldest runs go first.</source>
        <translation>넘으면 오래된 실행부터 삭제됩니다.</translation>
    </message>
    <message>
        <source>Local history</source>
        <translation>로컬 기록</translation>
    </message>
    <message>
        <source>Above it the oldest states go first.</source>
        <translation>넘으면 가장 오래된 상태부터 지웁니다.</translation>
    </message>
</context>
<context>
    <name>lathe::ProblemsPanel</name>
    <message>
        <source>Problems</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>No problems found</source>
        <translation>문제가 없습니다</translation>
    </message>
    <message>
        <source>Templates, handlers and the syntax of the code are checked as you type.</source>
        <translation>입력하는 동안 템플릿, 핸들러, 코드 구문을 검사합니다.</translation>
    </message>
    <message>
        <source>Open a folder to see its problems</source>
        <translation>폴더를 열면 문제가 여기에 표시됩니다</translation>
    </message>
    <message>
        <source>Go to the Place</source>
        <translation>해당 위치로 이동</translation>
    </message>
    <message>
        <source>Quick Fix…</source>
        <translation>빠른 수정…</translation>
    </message>
</context>
<context>
    <name>lathe::ProjectPanel</name>
    <message>
        <source>Functions</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Test events</source>
        <translation>테스트 이벤트</translation>
    </message>
    <message>
        <source>New test event from a template</source>
        <translation>템플릿으로 새 테스트 이벤트</translation>
    </message>
    <message>
        <source>The template cannot be read. F4 leads to the error.</source>
        <translation>템플릿을 읽을 수 없습니다. F4를 누르면 오류로 이동합니다.</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>이름 바꾸기…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>No function in this folder. The problems say what was looked for.</source>
        <translation>이 폴더에 함수가 없습니다. 찾아본 파일 이름은 문제 패널에 있습니다.</translation>
    </message>
    <message>
        <source>No test event yet; Run uses {}. JSON files can be dropped here.</source>
        <translation>아직 테스트 이벤트가 없어 {}로 실행합니다. JSON 파일을 여기로 끌어다 놓을 수 있습니다.</translation>
    </message>
    <message>
        <source>not built</source>
        <translation>빌드 안 됨</translation>
    </message>
    <message>
        <source>build out of date</source>
        <translation>빌드 오래됨</translation>
    </message>
</context>
<context>
    <name>lathe::RequestLogModel</name>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>메서드</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>실행 시간</translation>
    </message>
</context>
<context>
    <name>lathe::FailureView</name>
    <message>
        <source>Stack trace</source>
        <translation>스택 추적</translation>
    </message>
</context>
<context>
    <name>lathe::ResultPanel</name>
    <message>
        <source>Press F5 to run the function on the test event</source>
        <translation>F5를 누르면 테스트 이벤트로 함수를 실행합니다</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Pretty</source>
        <translation>정렬</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>16진수</translation>
    </message>
    <message>
        <source>Copy the response</source>
        <translation>응답 복사</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Error response</source>
        <translation>오류 응답</translation>
    </message>
    <message>
        <source>… the first 1 MB of %1 bytes is shown; Copy gives all of it.</source>
        <translation>… %1바이트 중 처음 1 MB만 표시합니다. 복사하면 전체가 복사됩니다.</translation>
    </message>
    <message>
        <source>Live on %1</source>
        <translation>%1에 배포됨</translation>
    </message>
    <message>
        <source>Invoke It There</source>
        <translation>배포된 곳에서 호출</translation>
    </message>
    <message>
        <source>Invoke It There (%1)</source>
        <translation>배포된 곳에서 호출 (%1)</translation>
    </message>
    <message>
        <source>Restricted mode: nothing runs</source>
        <translation>제한 모드: 코드가 실행되지 않습니다</translation>
    </message>
    <message>
        <source>There is no function to run</source>
        <translation>실행할 함수가 없습니다</translation>
    </message>
    <message>
        <source>Trust this folder only if you know where it comes from.</source>
        <translation>출처를 아는 폴더만 신뢰하세요.</translation>
    </message>
    <message>
        <source>Trust This Folder</source>
        <translation>이 폴더 신뢰</translation>
    </message>
    <message>
        <source>New Python Function</source>
        <translation>새 Python 함수</translation>
    </message>
    <message>
        <source>New Node.js Function</source>
        <translation>새 Node.js 함수</translation>
    </message>
    <message>
        <source>Expect this response from now on</source>
        <translation>이 응답을 예상 응답으로 저장</translation>
    </message>
    <message>
        <source>The function is running</source>
        <translation>함수를 실행하고 있습니다</translation>
    </message>
    <message>
        <source>What it writes appears in the log.</source>
        <translation>함수가 쓰는 내용은 로그에 표시됩니다.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>The template cannot be read</source>
        <translation>템플릿을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>Go to the Error</source>
        <translation>오류로 이동</translation>
    </message>
    <message>
        <source>Open a folder to run a function</source>
        <translation>함수를 실행하려면 폴더를 여세요</translation>
    </message>
</context>
<context>
    <name>lathe::ResultStrip</name>
    <message>
        <source>Duration</source>
        <translation>실행 시간</translation>
    </message>
    <message>
        <source>Would bill</source>
        <translation>예상 청구</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Init</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>제한 시간 초과</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>청구</translation>
    </message>
    <message>
        <source>%1, deployed on %2</source>
        <translation>%1, 배포 위치: %2</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>중지됨</translation>
    </message>
</context>
<context>
    <name>lathe::RunFlow</name>
    <message>
        <source>Nothing runs.</source>
        <translation>실행 중인 것이 없습니다.</translation>
    </message>
    <message>
        <source>The test event is not valid JSON: %1</source>
        <translation>테스트 이벤트가 올바른 JSON이 아닙니다: %1</translation>
    </message>
    <message>
        <source>Lambda would refuse it. Here the function can get the bytes as they are.</source>
        <translation>Lambda라면 거절합니다. 여기서는 함수가 바이트를 그대로 받을 수 있습니다.</translation>
    </message>
    <message>
        <source>Run as Bytes</source>
        <translation>바이트로 실행</translation>
    </message>
</context>
<context>
    <name>lathe::RunHistoryModel</name>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>실행 시간</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
</context>
<context>
    <name>lathe::SamIntrinsics</name>
    <message>
        <source>The expressions of this template are nested too deep or too many to resolve.</source>
        <translation>이 템플릿의 식이 너무 깊거나 많아서 풀 수 없습니다.</translation>
    </message>
    <message>
        <source>Write some of the values out.</source>
        <translation>일부 값을 직접 쓰세요.</translation>
    </message>
    <message>
        <source>The condition %1 refers to itself.</source>
        <translation>조건이 자기 자신을 참조합니다: %1</translation>
    </message>
    <message>
        <source>Break the circle.</source>
        <translation>순환 참조를 끊으세요.</translation>
    </message>
</context>
<context>
    <name>lathe::SamReader</name>
    <message>
        <source>a map</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>%1 makes resources when it is deployed; the functions among them are not shown.</source>
        <translation>%1: 배포할 때 리소스를 만듭니다. 그 안의 함수는 표시되지 않습니다.</translation>
    </message>
    <message>
        <source>Write the functions out to see them here.</source>
        <translation>함수를 직접 쓰면 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Resource %1</source>
        <translation>리소스 %1</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>Function URL</source>
        <translation>함수 URL</translation>
    </message>
    <message>
        <source>The code of function %1 stands in the template.</source>
        <translation>함수의 코드가 템플릿 안에 있습니다: %1</translation>
    </message>
    <message>
        <source>Move it into a file and name its folder in CodeUri to edit and run it here.</source>
        <translation>여기서 편집하고 실행하려면 파일로 옮기고 CodeUri에 폴더를 적으세요.</translation>
    </message>
    <message>
        <source>The code of function %1 is not in this project: %2</source>
        <translation>함수의 코드가 이 프로젝트에 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>it is in a bucket</source>
        <translation>버킷에 있음</translation>
    </message>
    <message>
        <source>Give a local folder in CodeUri to run it here.</source>
        <translation>여기서 실행하려면 CodeUri에 로컬 폴더를 적으세요.</translation>
    </message>
    <message>
        <source>The code of function %1 stands in the template and runs as %2.</source>
        <translation>함수 %1의 코드가 템플릿 안에 있으며 %2 파일로 실행됩니다.</translation>
    </message>
    <message>
        <source>Move it into a file and name its folder in CodeUri to edit it with symbols and checks.</source>
        <translation>기호 찾기와 검사를 쓰려면 코드를 파일로 옮기고 그 폴더를 CodeUri에 지정하세요.</translation>
    </message>
</context>
<context>
    <name>lathe::SampleMaker</name>
    <message>
        <source>Another sample is being made.</source>
        <translation>다른 예제를 만드는 중입니다.</translation>
    </message>
    <message>
        <source>Copying files</source>
        <translation>파일 복사 중</translation>
    </message>
    <message>
        <source>Installing %1</source>
        <translation>%1 설치 중</translation>
    </message>
</context>
<context>
    <name>lathe::ServerPanel</name>
    <message>
        <source>Copy Shell Variables</source>
        <translation>셸 변수 복사</translation>
    </message>
    <message>
        <source>Copies AWS_ENDPOINT_URL, the access keys of this endpoint and AWS_REGION for a shell</source>
        <translation>셸에서 쓸 AWS_ENDPOINT_URL, 이 엔드포인트의 액세스 키, AWS_REGION을 복사합니다</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>시작하는 중</translation>
    </message>
    <message>
        <source>Any AWS client can call this endpoint with its keys.</source>
        <translation>AWS 클라이언트라면 무엇이든 이 엔드포인트의 키로 호출할 수 있습니다.</translation>
    </message>
    <message>
        <source>Another Lathe serves these functions; this window uses it.</source>
        <translation>다른 Lathe가 이 함수들을 제공하고 있어 이 창도 그것을 사용합니다.</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>실행 중이 아님</translation>
    </message>
    <message>
        <source>No request yet</source>
        <translation>아직 요청이 없습니다</translation>
    </message>
    <message>
        <source>What AWS clients ask of this endpoint appears here.</source>
        <translation>AWS 클라이언트가 이 엔드포인트에 보낸 요청이 여기에 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>lathe::ServerlessReader</name>
    <message>
        <source>a map</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>The provider %1 is not AWS; its functions are shown as they are written.</source>
        <translation>공급자가 AWS가 아닙니다: %1. 함수는 적힌 그대로 표시됩니다.</translation>
    </message>
    <message>
        <source>These functions are not known here: %1</source>
        <translation>여기서 알 수 없는 함수: %1</translation>
    </message>
    <message>
        <source>Function %1 is not known here: %2</source>
        <translation>여기서 알 수 없는 함수: %1 (%2)</translation>
    </message>
    <message>
        <source>Function %1</source>
        <translation>함수 %1</translation>
    </message>
    <message>
        <source>Function URL</source>
        <translation>함수 URL</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>The code of function %1 is not in this project: %2</source>
        <translation>함수의 코드가 이 프로젝트에 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>Give a local file in package.artifact to run it here.</source>
        <translation>여기서 실행하려면 package.artifact에 로컬 파일을 지정하세요.</translation>
    </message>
    <message>
        <source>The package patterns of function %1 do not count: functions are packaged together.</source>
        <translation>패키지 패턴이 적용되지 않습니다. 함수들이 한 패키지로 묶입니다. 함수: %1</translation>
    </message>
    <message>
        <source>Add to package: individually: true</source>
        <translation>package에 individually: true를 추가하세요.</translation>
    </message>
</context>
<context>
    <name>lathe::ServerlessVariables</name>
    <message>
        <source>The variable ${%1} refers to itself.</source>
        <translation>변수가 자기 자신을 참조합니다: ${%1}</translation>
    </message>
    <message>
        <source>Break the circle: %1</source>
        <translation>순환 참조를 끊으세요: %1</translation>
    </message>
    <message>
        <source>The variables of this template are nested too deep or too many to resolve.</source>
        <translation>이 템플릿의 변수가 너무 깊거나 많아서 풀 수 없습니다.</translation>
    </message>
    <message>
        <source>Write some of the values out.</source>
        <translation>일부 값을 직접 쓰세요.</translation>
    </message>
    <message>
        <source>A value grows beyond %1 characters when its variables are resolved.</source>
        <translation>변수를 풀면 값이 %1자를 넘습니다.</translation>
    </message>
    <message>
        <source>Nothing was found for ${%1}.</source>
        <translation>값을 찾지 못했습니다: ${%1}</translation>
    </message>
    <message>
        <source>Add the value, or give a default behind a comma.</source>
        <translation>값을 추가하거나 쉼표 뒤에 기본값을 적으세요.</translation>
    </message>
    <message>
        <source>file(%1) lies outside the project and is not read.</source>
        <translation>file(%1): 프로젝트 밖에 있어 읽지 않습니다.</translation>
    </message>
    <message>
        <source>Copy the file into the project.</source>
        <translation>파일을 프로젝트 안으로 복사하세요.</translation>
    </message>
    <message>
        <source>file(%1) is code and is not run here.</source>
        <translation>file(%1): 코드이므로 여기서 실행하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::Session</name>
    <message>
        <source>The folder %1 does not exist.</source>
        <translation>폴더가 없습니다: %1</translation>
    </message>
    <message>
        <source>Open a folder first (Ctrl+O).</source>
        <translation>먼저 폴더를 여세요(Ctrl+O).</translation>
    </message>
</context>
<context>
    <name>lathe::SessionDeploys</name>
    <message>
        <source>A deploy is under way.</source>
        <translation>배포가 진행 중입니다.</translation>
    </message>
    <message>
        <source>The embedded endpoint is not running.</source>
        <translation>내장 엔드포인트가 실행되고 있지 않습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::SessionRuns</name>
    <message>
        <source>A run is under way. Stop it first (Shift+F5).</source>
        <translation>실행이 진행 중입니다. 먼저 중지하세요(Shift+F5).</translation>
    </message>
    <message>
        <source>The embedded endpoint is not running.</source>
        <translation>내장 엔드포인트가 실행되고 있지 않습니다.</translation>
    </message>
    <message>
        <source>local run</source>
        <translation>로컬 실행</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>중지되었습니다.</translation>
    </message>
    <message>
        <source>%1 is not deployed there yet. Deploy it with F8.</source>
        <translation>%1: 아직 그곳에 배포되지 않았습니다. F8로 배포하세요.</translation>
    </message>
    <message>
        <source>Imports are timed for Python and Node.js only.</source>
        <translation>임포트 시간은 Python과 Node.js에서만 측정할 수 있습니다.</translation>
    </message>
    <message>
        <source>local run with the import timer</source>
        <translation>로컬 실행(임포트 측정)</translation>
    </message>
</context>
<context>
    <name>lathe::SizeBar</name>
    <message>
        <source>Package %1 of %2 MB</source>
        <translation>패키지 %1 / %2 MB</translation>
    </message>
</context>
<context>
    <name>lathe::StartPage</name>
    <message>
        <source>Start from a sample</source>
        <translation>예제로 시작</translation>
    </message>
    <message>
        <source>Recent folders</source>
        <translation>최근 폴더</translation>
    </message>
    <message>
        <source>Open a folder or start from a sample</source>
        <translation>폴더를 열거나 예제로 시작하세요</translation>
    </message>
    <message>
        <source>Open Folder…</source>
        <translation>폴더 열기…</translation>
    </message>
</context>
<context>
    <name>lathe::StatusLine</name>
    <message>
        <source>Building %1</source>
        <translation>빌드 중: %1</translation>
    </message>
    <message>
        <source>Building the image</source>
        <translation>이미지 빌드 중</translation>
    </message>
    <message>
        <source>Unpacking the image: layer %1 of %2, %3 of %4</source>
        <translation>이미지 압축 해제 중: 계층 %1/%2, %3/%4</translation>
    </message>
    <message>
        <source>Unpacking the image: layer %1 of %2</source>
        <translation>이미지 압축 해제 중: 계층 %1/%2</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Stop this</source>
        <translation>이 작업 중지</translation>
    </message>
    <message>
        <source>Trusted</source>
        <translation>신뢰함</translation>
    </message>
    <message>
        <source>Code of this folder may run. Click to restrict it.</source>
        <translation>이 폴더의 코드를 실행할 수 있습니다. 누르면 제한합니다.</translation>
    </message>
    <message>
        <source>Restricted</source>
        <translation>제한됨</translation>
    </message>
    <message>
        <source>Nothing of this folder runs. Click to trust it.</source>
        <translation>이 폴더의 코드는 실행되지 않습니다. 누르면 신뢰합니다.</translation>
    </message>
    <message>
        <source>Sandbox: bubblewrap</source>
        <translation>샌드박스: bubblewrap</translation>
    </message>
    <message>
        <source>Functions run as ordinary processes of yours.</source>
        <translation>함수가 일반 프로세스로 실행됩니다.</translation>
    </message>
    <message>
        <source>Functions run in namespaces of their own. A guard for development, not a vault.</source>
        <translation>함수가 별도의 네임스페이스에서 실행됩니다. 개발을 위한 보호 장치이며 금고는 아닙니다.</translation>
    </message>
    <message>
        <source>Endpoint not running</source>
        <translation>엔드포인트가 실행되지 않음</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>시작하는 중…</translation>
    </message>
    <message>
        <source>Local endpoint at 127.0.0.1:%1; environments: %2, busy: %3</source>
        <translation>로컬 엔드포인트 127.0.0.1:%1, 실행 환경: %2, 사용 중: %3</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>중지하는 중</translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>%1 실행 중</translation>
    </message>
    <message>
        <source>Planning the deploy</source>
        <translation>배포 계획 중</translation>
    </message>
    <message>
        <source>Deploying</source>
        <translation>배포 중</translation>
    </message>
    <message>
        <source>Line %1, column %2</source>
        <translation>%1번 줄, %2번 칸</translation>
    </message>
    <message>
        <source>Writing the package</source>
        <translation>패키지를 만드는 중</translation>
    </message>
    <message>
        <source>Sandbox: own namespaces</source>
        <translation>샌드박스: 자체 네임스페이스</translation>
    </message>
    <message>
        <source>Sandbox: none, ordinary processes</source>
        <translation>샌드박스 없음: 일반 프로세스</translation>
    </message>
    <message>
        <source>%1/%2 env</source>
        <translation>환경 %1/%2</translation>
    </message>
    <message>
        <source>Making the sample</source>
        <translation>예제를 만드는 중</translation>
    </message>
    <message>
        <source>Building the layer</source>
        <translation>계층을 만드는 중</translation>
    </message>
    <message>
        <source>Running tests: %1 of %2</source>
        <translation>테스트 실행 중: %1/%2</translation>
    </message>
    <message>
        <source>Copying files</source>
        <translation>파일 복사 중</translation>
    </message>
</context>
<context>
    <name>lathe::WindowPanels</name>
    <message>
        <source>Project</source>
        <translation>프로젝트</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Test event</source>
        <translation>테스트 이벤트</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>배포</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>환경</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>타임라인</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>패키지</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>계층</translation>
    </message>
    <message>
        <source>History</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Build a layer from files…</source>
        <translation>파일로 계층 만들기…</translation>
    </message>
    <message>
        <source>Build a layer from a folder…</source>
        <translation>폴더로 계층 만들기…</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>버전</translation>
    </message>
</context>
<context>
    <name>lathe::jsontext</name>
    <message>
        <source>This is not valid JSON here.</source>
        <translation>이 위치의 JSON이 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>The JSON text ends too early.</source>
        <translation>JSON이 끝나기 전에 내용이 끊겼습니다.</translation>
    </message>
    <message>
        <source>There is text after the end of the JSON value.</source>
        <translation>JSON 값이 끝난 뒤에 내용이 더 있습니다.</translation>
    </message>
    <message>
        <source>The JSON is nested deeper than 512 levels.</source>
        <translation>JSON이 512단계보다 깊게 중첩되어 있습니다.</translation>
    </message>
    <message>
        <source>A colon is missing here.</source>
        <translation>콜론(:)이 빠졌습니다.</translation>
    </message>
    <message>
        <source>A comma or a closing bracket is missing here.</source>
        <translation>쉼표나 닫는 괄호가 빠졌습니다.</translation>
    </message>
    <message>
        <source>A key in double quotes is missing here.</source>
        <translation>큰따옴표로 묶은 키가 빠졌습니다.</translation>
    </message>
    <message>
        <source>A value is missing here.</source>
        <translation>값이 빠졌습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::PictureFrame</name>
    <message>
        <source>Table</source>
        <translation>표</translation>
    </message>
    <message>
        <source>Copy Picture</source>
        <translation>그림 복사</translation>
    </message>
    <message>
        <source>Copy Table</source>
        <translation>표 복사</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>PNG로 저장…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>SVG로 저장…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>CSV로 저장…</translation>
    </message>
    <message>
        <source>Save Picture</source>
        <translation>그림 저장</translation>
    </message>
    <message>
        <source>Save Table</source>
        <translation>표 저장</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 그림 (*.png)</translation>
    </message>
    <message>
        <source>SVG pictures (*.svg)</source>
        <translation>SVG 그림 (*.svg)</translation>
    </message>
    <message>
        <source>CSV tables (*.csv)</source>
        <translation>CSV 표 (*.csv)</translation>
    </message>
    <message>
        <source>Copy or save the picture or its table</source>
        <translation>그림이나 표를 복사하거나 저장합니다</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>저장했습니다: %1</translation>
    </message>
    <message>
        <source>Show the picture as a table</source>
        <translation>그림을 표로 표시합니다</translation>
    </message>
</context>
<context>
    <name>lathe::ResponseTimeline</name>
    <message>
        <source>%1/s</source>
        <translation>%1/초</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>조각</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>누계</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>속도</translation>
    </message>
</context>
<context>
    <name>lathe::ResponsePicture</name>
    <message>
        <source>First byte: %1</source>
        <translation>첫 바이트: %1</translation>
    </message>
    <message>
        <source>After 6 MB: at most 2 MB/s</source>
        <translation>6 MB 이후: 최대 2 MB/초</translation>
    </message>
</context>
<context>
    <name>lathe::InvocationTimeline</name>
    <message>
        <source>under way</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>시간 초과</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>실패: %1</translation>
    </message>
    <message>
        <source>Init</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Invocation</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>소요 시간</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Request ID</source>
        <translation>요청 ID</translation>
    </message>
</context>
<context>
    <name>lathe::LanesPicture</name>
    <message>
        <source>Since %1</source>
        <translation>시작: %1</translation>
    </message>
</context>
<context>
    <name>lathe::ColdStartModel</name>
    <message>
        <source>Sandbox</source>
        <translation>샌드박스</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>확장</translation>
    </message>
    <message>
        <source>Interpreter</source>
        <translation>인터프리터</translation>
    </message>
    <message>
        <source>Bootstrap</source>
        <translation>부트스트랩</translation>
    </message>
    <message>
        <source>Function code</source>
        <translation>함수 코드</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>임포트</translation>
    </message>
    <message>
        <source>Until ready</source>
        <translation>준비까지</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>핸들러</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Runtime overhead</source>
        <translation>런타임 오버헤드</translation>
    </message>
    <message>
        <source>Extension overhead</source>
        <translation>확장 오버헤드</translation>
    </message>
    <message>
        <source>Restore (SnapStart)</source>
        <translation>복원(SnapStart)</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>소요 시간</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>자체</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>위치</translation>
    </message>
</context>
<context>
    <name>lathe::ColdStartPicture</name>
    <message>
        <source>Init: %1</source>
        <translation>초기화: %1</translation>
    </message>
</context>
<context>
    <name>lathe::TimelinePanel</name>
    <message>
        <source>Response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>The parts of the last response as they came</source>
        <translation>마지막 응답의 조각을 도착한 순서대로 표시합니다</translation>
    </message>
    <message>
        <source>Cold start</source>
        <translation>콜드 스타트</translation>
    </message>
    <message>
        <source>What the last start of the function took its time for</source>
        <translation>함수가 마지막으로 시작될 때 걸린 시간의 내역입니다</translation>
    </message>
    <message>
        <source>Invocations</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>What each execution environment did</source>
        <translation>실행 환경마다 무엇을 했는지 표시합니다</translation>
    </message>
    <message>
        <source>Response: %1</source>
        <translation>응답: %1</translation>
    </message>
    <message>
        <source>Nothing was sent yet</source>
        <translation>아직 보낸 응답이 없습니다</translation>
    </message>
    <message>
        <source>Each part of a response appears here as it comes.</source>
        <translation>응답의 각 조각이 도착하는 대로 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Cold start: %1</source>
        <translation>콜드 스타트: %1</translation>
    </message>
    <message>
        <source>This function was not started yet</source>
        <translation>이 함수는 아직 시작되지 않았습니다</translation>
    </message>
    <message>
        <source>Its first run starts it cold; later ones find it warm.</source>
        <translation>첫 실행은 콜드 스타트이고, 이후 실행은 준비된 환경을 씁니다.</translation>
    </message>
    <message>
        <source>Run Cold</source>
        <translation>콜드 스타트로 실행</translation>
    </message>
    <message>
        <source>Time Imports</source>
        <translation>임포트 측정</translation>
    </message>
    <message>
        <source>Invocations by environment</source>
        <translation>환경별 호출</translation>
    </message>
    <message>
        <source>No environment has run yet</source>
        <translation>아직 실행된 환경이 없습니다</translation>
    </message>
    <message>
        <source>Local runs and calls of the local endpoint appear here.</source>
        <translation>로컬 실행과 로컬 엔드포인트 호출이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Time span</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Last burst</source>
        <translation>최근 활동</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1분</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10분</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Forget what was recorded</source>
        <translation>기록 지우기</translation>
    </message>
    <message>
        <source>Runs the function once in an environment of its own that measures each import. Measuring takes time itself: the start is longer than usual.</source>
        <translation>별도의 환경에서 함수를 한 번 실행하여 임포트마다 걸린 시간을 측정합니다. 측정 자체에도 시간이 들어 시작이 평소보다 길어집니다.</translation>
    </message>
    <message>
        <source>Waiting for the first byte …</source>
        <translation>첫 바이트를 기다리는 중…</translation>
    </message>
    <message>
        <source>In one piece</source>
        <translation>한 번에 전송</translation>
    </message>
    <message>
        <source>Parts: %1</source>
        <translation>조각: %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/초</translation>
    </message>
    <message>
        <source>still coming</source>
        <translation>전송 중</translation>
    </message>
    <message>
        <source>Started ahead: sandbox and interpreter were there already</source>
        <translation>미리 시작됨: 샌드박스와 인터프리터가 이미 준비되어 있었습니다</translation>
    </message>
    <message>
        <source>Init %1%2 (thin bars: the start before)</source>
        <translation>초기화 %1%2(얇은 막대: 이전 시작)</translation>
    </message>
    <message>
        <source>The import timer takes time itself; imports stand without gaps</source>
        <translation>측정 자체에도 시간이 듦, 임포트는 간격 없이 표시</translation>
    </message>
    <message>
        <source>The import timer saw no import</source>
        <translation>측정된 임포트가 없습니다</translation>
    </message>
    <message>
        <source>Environments: %1</source>
        <translation>환경: %1</translation>
    </message>
    <message>
        <source>Invocations: %1</source>
        <translation>호출: %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>실패: %1</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Duration and memory of the function&apos;s runs that are kept</source>
        <translation>보관된 실행의 소요 시간과 메모리</translation>
    </message>
    <message>
        <source>Runs: %1</source>
        <translation>실행: %1</translation>
    </message>
    <message>
        <source>No run of this function is kept</source>
        <translation>보관된 이 함수의 실행이 없습니다</translation>
    </message>
    <message>
        <source>Its duration and memory appear here, with what changed between.</source>
        <translation>실행 시간과 메모리, 그 사이의 변경이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>실패: %1</translation>
    </message>
    <message>
        <source>median %1, 95 % within %2</source>
        <translation>중앙값 %1, 95%는 %2 이내</translation>
    </message>
    <message>
        <source>Ends the function&apos;s environments and runs it in a new one</source>
        <translation>함수의 환경을 모두 끝내고 새 환경에서 실행합니다</translation>
    </message>
</context>
<context>
    <name>lathe::Build</name>
    <message>
        <source>%1 installed what %2 names, for %3 on %4.</source>
        <translation>%1: %2에 적힌 것을 설치했습니다(%3, %4).</translation>
    </message>
    <message>
        <source>There is nothing in it that a layer could be made of.</source>
        <translation>계층으로 만들 만한 것이 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The layer has %1 bytes; Lambda allows %2 for a function with all its layers. Leave something out, or use a container image.</source>
        <translation>계층이 %1바이트입니다. Lambda는 함수와 모든 계층을 합쳐 %2바이트까지 허용합니다. 일부를 빼거나 컨테이너 이미지를 쓰세요.</translation>
    </message>
    <message>
        <source>%1 is compiled for another processor than %2.</source>
        <translation>%1: %2 이외의 프로세서용으로 컴파일되었습니다.</translation>
    </message>
    <message>
        <source>The layer cannot be written at %1: %2.</source>
        <translation>계층을 쓸 수 없습니다: %1 (%2)</translation>
    </message>
</context>
<context>
    <name>lathe::LayerController</name>
    <message>
        <source>A layer is being built.</source>
        <translation>계층을 만드는 중입니다.</translation>
    </message>
    <message>
        <source>Open a folder first (Ctrl+O).</source>
        <translation>먼저 폴더를 여세요(Ctrl+O).</translation>
    </message>
    <message>
        <source>Restricted mode: layers are built only for a folder that you trust.</source>
        <translation>제한 모드: 계층은 신뢰하는 폴더에서만 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>Order of the layers</source>
        <translation>계층 순서</translation>
    </message>
    <message>
        <source>Attach %1</source>
        <translation>연결: %1</translation>
    </message>
    <message>
        <source>Detach %1</source>
        <translation>연결 해제: %1</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>되돌렸습니다: %1</translation>
    </message>
    <message>
        <source>The function has as many layers as Lambda takes (%1). Detach one first.</source>
        <translation>함수의 계층이 Lambda 한도(%1개)에 이르렀습니다. 먼저 하나를 연결 해제하세요.</translation>
    </message>
    <message>
        <source>Rename %1 to %2</source>
        <translation>이름 바꾸기: %1 → %2</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>제거: %1</translation>
    </message>
</context>
<context>
    <name>lathe::LayerMender</name>
    <message>
        <source>%1 is left out: no layer needs it.</source>
        <translation>계층에 필요 없어 뺐습니다: %1</translation>
    </message>
    <message>
        <source>%1 went to %2, where the runtime looks for it.</source>
        <translation>런타임이 찾는 곳으로 옮겼습니다: %1 → %2</translation>
    </message>
    <message>
        <source>No runtime looks for %1 by itself; functions find it at /opt/%1.</source>
        <translation>런타임이 스스로 찾지 않는 항목입니다: %1. 함수에서는 /opt/%1 경로에 있습니다.</translation>
    </message>
    <message>
        <source>The folder %1 around the layer was taken away.</source>
        <translation>계층에는 이 폴더 안의 내용만 넣었습니다: %1</translation>
    </message>
    <message>
        <source>Of %1 only the libraries that %2 names go into the layer; its own code stays out.</source>
        <translation>%1: %2에 적힌 라이브러리만 계층에 들어가고 자체 코드는 빠집니다.</translation>
    </message>
    <message>
        <source>The node_modules of %1 went to %2; the rest of it stays out.</source>
        <translation>%1의 node_modules를 %2 폴더로 옮겼습니다. 나머지는 빠집니다.</translation>
    </message>
    <message>
        <source>%1 is a virtual environment without site-packages; nothing of it is in the layer.</source>
        <translation>site-packages가 없는 가상 환경이라 계층에 넣지 않았습니다: %1</translation>
    </message>
    <message>
        <source>The site-packages of the virtual environment %1 went to %2; its interpreter stays out.</source>
        <translation>가상 환경 %1의 site-packages를 %2 폴더로 옮겼습니다. 인터프리터는 빠집니다.</translation>
    </message>
    <message>
        <source>The virtual environment was made by %1 on this machine; compiled libraries in it fit that version only.</source>
        <translation>가상 환경은 이 컴퓨터의 %1 버전으로 만들어졌습니다. 컴파일된 라이브러리는 그 버전에서만 동작합니다.</translation>
    </message>
    <message>
        <source>The folder %1 around %2 was taken away.</source>
        <translation>%2: 이 폴더 안의 내용만 넣었습니다: %1</translation>
    </message>
    <message>
        <source>The files of %1 are imported as &quot;%1.name&quot;. To import them without it, drop the files themselves.</source>
        <translation>%1의 파일은 &quot;%1.이름&quot;으로 import합니다. 폴더 이름 없이 쓰려면 파일 자체를 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>A module file alone is imported by its path: import &quot;/opt/%1&quot;.</source>
        <translation>모듈 파일 하나는 경로로 import합니다: import &quot;/opt/%1&quot;</translation>
    </message>
</context>
<context>
    <name>lathe::LayerShelf</name>
    <message>
        <source>The project has no layer %1, and no other. Build one first: lathe layer build</source>
        <translation>프로젝트에 계층이 하나도 없습니다(찾은 이름: %1). 먼저 만드세요: lathe layer build</translation>
    </message>
    <message>
        <source>The project has no layer %1. It has: %2</source>
        <translation>프로젝트에 없는 계층입니다: %1. 있는 계층: %2</translation>
    </message>
    <message>
        <source>The project already has a layer %1. Give another name, or replace it.</source>
        <translation>프로젝트에 같은 이름의 계층이 있습니다: %1. 다른 이름을 쓰거나 바꿔치기하세요.</translation>
    </message>
    <message>
        <source>It is not known what the layer %1 was made of. Build it anew from its files.</source>
        <translation>무엇으로 만들었는지 알 수 없는 계층입니다: %1. 파일에서 새로 만드세요.</translation>
    </message>
    <message>
        <source>The layer %1 was made of %2, which is gone. Build it anew from other files.</source>
        <translation>계층 %1의 원본이 없어졌습니다: %2. 다른 파일로 새로 만드세요.</translation>
    </message>
    <message>
        <source>The layer %1 is used by %2. Detach it there first.</source>
        <translation>계층 %1 사용 중인 함수: %2. 먼저 거기서 떼세요.</translation>
    </message>
</context>
<context>
    <name>lathe::LayerTarget</name>
    <message>
        <source>%1 is not the name of a wheel.</source>
        <translation>wheel의 이름이 아닙니다: %1</translation>
    </message>
    <message>
        <source>The wheel %1 is not for %2. Get the one for %3.</source>
        <translation>%2용 wheel이 아닙니다: %1. %3용을 받으세요.</translation>
    </message>
    <message>
        <source>The wheel %1 is not for %2 on Lambda. Get the one whose name ends in %3.</source>
        <translation>Lambda의 %2용 wheel이 아닙니다: %1. 이름 끝이 %3인 것을 받으세요.</translation>
    </message>
</context>
<context>
    <name>lathe::Planner</name>
    <message>
        <source>%1 does not exist.</source>
        <translation>없는 경로입니다: %1</translation>
    </message>
    <message>
        <source>%1 is neither a file nor a folder.</source>
        <translation>파일도 폴더도 아닙니다: %1</translation>
    </message>
    <message>
        <source>%1 is a source distribution, which has to be built first. Make a wheel of it (pip wheel --no-deps %1) and add that, or unpack it and add the folder.</source>
        <translation>먼저 빌드해야 하는 소스 배포판입니다: %1. wheel을 만들어(pip wheel --no-deps %1) 추가하거나, 풀어서 폴더를 추가하세요.</translation>
    </message>
    <message>
        <source>%1 is an archive that layers are not made of. Unpack it and add the folder.</source>
        <translation>계층으로 만들 수 없는 압축 형식입니다: %1. 풀어서 폴더를 추가하세요.</translation>
    </message>
</context>
<context>
    <name>lathe::RequirementReader</name>
    <message>
        <source>%1 includes files too deeply.</source>
        <translation>포함된 파일이 너무 깊게 이어집니다: %1</translation>
    </message>
    <message>
        <source>%1:%2: &quot;%3&quot; is source that has to be built here. Make a wheel of it (pip wheel) and name that.</source>
        <translation>%1:%2: 여기서 빌드해야 하는 소스입니다: &quot;%3&quot;. wheel을 만들어(pip wheel) 그것을 적으세요.</translation>
    </message>
</context>
<context>
    <name>lathe::TemplateChange</name>
    <message>
        <source>There is no layer %1 in this project.</source>
        <translation>이 프로젝트에 없는 계층입니다: %1</translation>
    </message>
    <message>
        <source>%1 has the layer %2 from Globals, before its own. Change it there.</source>
        <translation>%1: 계층 %2 항목은 Globals에서 옵니다. 거기서 고치세요.</translation>
    </message>
</context>
<context>
    <name>lathe::TreeCopy</name>
    <message>
        <source>%1 cannot be in a layer: %2. Rename it.</source>
        <translation>계층에 넣을 수 없습니다: %1 (%2). 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>The link %1 leads out of what was installed and is left out.</source>
        <translation>설치된 내용 밖을 가리키는 링크라 뺐습니다: %1</translation>
    </message>
    <message>
        <source>The layer was cancelled.</source>
        <translation>계층 만들기를 취소했습니다.</translation>
    </message>
    <message>
        <source>%1 has too many folders inside one another. Move them up, or leave them out.</source>
        <translation>폴더가 너무 깊게 겹쳐 있습니다: %1. 위로 옮기거나 빼세요.</translation>
    </message>
    <message>
        <source>%1 is left out: it is neither a file, a folder nor a link.</source>
        <translation>파일도 폴더도 링크도 아니어서 뺐습니다: %1</translation>
    </message>
    <message>
        <source>Two different files want to be %1 in the layer: %2 and %3. Leave one of them out.</source>
        <translation>서로 다른 두 파일이 계층에서 같은 자리(%1)에 놓입니다: %2, %3. 하나를 빼세요.</translation>
    </message>
    <message>
        <source>another</source>
        <translation>다른 파일</translation>
    </message>
    <message>
        <source>The link %1 leads nowhere and is left out.</source>
        <translation>가리키는 대상이 없는 링크라 뺐습니다: %1</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>읽을 수 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>%1 was not executable; it is in the layer.</source>
        <translation>실행 권한이 없던 파일입니다: %1. 계층에서는 실행할 수 있게 했습니다.</translation>
    </message>
    <message>
        <source>The layer has more than %1 files and folders. Leave something out, or use a container image.</source>
        <translation>계층의 파일과 폴더가 %1개를 넘습니다. 일부를 빼거나 컨테이너 이미지를 사용하세요.</translation>
    </message>
    <message>
        <source>The link %1 leads to a folder that holds the link itself, and is left out.</source>
        <translation>링크가 자신이 들어 있는 폴더를 가리켜서 제외했습니다: %1</translation>
    </message>
    <message>
        <source>the name is not valid UTF-8</source>
        <translation>이름이 올바른 UTF-8이 아님</translation>
    </message>
    <message>
        <source>The link %1 leads out of the folder: what it leads to was copied (%2).</source>
        <translation>링크가 폴더 밖을 가리켜서 그 대상을 복사했습니다: %1 (%2)</translation>
    </message>
</context>
<context>
    <name>lathe::Wheel</name>
    <message>
        <source>%1 is not a wheel that can be installed: %2.</source>
        <translation>설치할 수 있는 wheel이 아닙니다: %1 (%2)</translation>
    </message>
    <message>
        <source>it has no dist-info folder</source>
        <translation>dist-info 폴더가 없습니다</translation>
    </message>
    <message>
        <source>its format is not version 1</source>
        <translation>형식이 버전 1이 아닙니다</translation>
    </message>
    <message>
        <source>it has %1 twice</source>
        <translation>두 번 들어 있습니다: %1</translation>
    </message>
    <message>
        <source>The layer cannot be written at %1: %2.</source>
        <translation>계층을 쓸 수 없습니다: %1 (%2)</translation>
    </message>
    <message>
        <source>it has the unknown folder %1</source>
        <translation>알 수 없는 폴더가 있습니다: %1</translation>
    </message>
    <message>
        <source>it has no RECORD</source>
        <translation>RECORD가 없습니다</translation>
    </message>
    <message>
        <source>it holds the link %1</source>
        <translation>링크가 들어 있습니다: %1</translation>
    </message>
    <message>
        <source>its list (RECORD) has another content for %1</source>
        <translation>목록(RECORD)에 적힌 내용과 다릅니다: %1</translation>
    </message>
</context>
<context>
    <name>lathe::ExclusionBin</name>
    <message>
        <source>Drop here to leave out</source>
        <translation>여기에 놓으면 패키지에서 뺍니다</translation>
    </message>
</context>
<context>
    <name>lathe::FindingList</name>
    <message>
        <source>Findings</source>
        <translation>발견 사항</translation>
    </message>
</context>
<context>
    <name>lathe::PackageGauge</name>
    <message>
        <source>%1 of %2 MB</source>
        <translation>%1 / %2 MB</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>남은 크기: %1</translation>
    </message>
    <message>
        <source>%1 too much</source>
        <translation>초과: %1</translation>
    </message>
    <message>
        <source>function zipped %1 of %2 MB</source>
        <translation>함수 zip %1 / %2 MB</translation>
    </message>
    <message>
        <source>Layer %1: %2</source>
        <translation>계층 %1: %2</translation>
    </message>
</context>
<context>
    <name>lathe::PackageInspector</name>
    <message>
        <source>Open a folder to see what its package weighs.</source>
        <translation>폴더를 열면 패키지 크기를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>This folder has no function to package.</source>
        <translation>이 폴더에는 패키지로 만들 함수가 없습니다.</translation>
    </message>
    <message>
        <source>This function is a container image: it has no package.</source>
        <translation>컨테이너 이미지 함수이므로 패키지가 없습니다.</translation>
    </message>
    <message>
        <source>The kernel gives no watches: what runs open cannot be recorded. Raise fs.inotify.max_user_watches.</source>
        <translation>커널이 감시를 허용하지 않아 실행이 여는 파일을 기록할 수 없습니다. fs.inotify.max_user_watches 값을 올리세요.</translation>
    </message>
    <message>
        <source>Some of what the run opened was not seen: the record is not complete.</source>
        <translation>실행이 연 파일 일부를 보지 못했습니다. 기록이 완전하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::PackagePanel</name>
    <message>
        <source>Undo the last exclusion</source>
        <translation>마지막 제외 되돌리기</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>다시 살펴보기</translation>
    </message>
    <message>
        <source>What could go</source>
        <translation>뺄 수 있는 것</translation>
    </message>
    <message>
        <source>Colour boxes by what could go instead of by whose they are</source>
        <translation>소유자 대신 뺄 수 있는지에 따라 색칠하기</translation>
    </message>
    <message>
        <source>Left out in %1</source>
        <translation>제외 기록: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Reading the package</source>
        <translation>패키지 읽는 중</translation>
    </message>
    <message>
        <source>Record What Runs Open</source>
        <translation>실행이 여는 파일 기록</translation>
    </message>
    <message>
        <source>While this is on, each run shows which files it opens; files that no run opens can then go. What other programs open meanwhile counts too.</source>
        <translation>켜 두면 실행할 때마다 여는 파일을 기록하고, 아무 실행도 열지 않은 파일은 뺄 수 있습니다. 그동안 다른 프로그램이 연 파일도 함께 셉니다.</translation>
    </message>
    <message>
        <source>Files of the package</source>
        <translation>패키지의 파일</translation>
    </message>
    <message>
        <source>Looking into the package…</source>
        <translation>패키지를 살펴보는 중…</translation>
    </message>
    <message>
        <source>Nothing would be packaged: the folder is empty, or everything is left out.</source>
        <translation>패키지에 들어갈 것이 없습니다. 폴더가 비었거나 모두 제외되었습니다.</translation>
    </message>
    <message>
        <source>%1 could go</source>
        <translation>뺄 수 있는 크기: %1</translation>
    </message>
    <message>
        <source>Nothing to leave out</source>
        <translation>뺄 것 없음</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>발견 사항</translation>
    </message>
    <message>
        <source>recorded runs: %1, with earlier files</source>
        <translation>기록한 실행: %1(이전 파일 기준)</translation>
    </message>
    <message>
        <source>recorded runs: %1</source>
        <translation>기록한 실행: %1</translation>
    </message>
    <message>
        <source>press F5 to record</source>
        <translation>F5로 실행하면 기록됩니다</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>보기: %1</translation>
    </message>
    <message>
        <source>Function and layers</source>
        <translation>함수와 계층</translation>
    </message>
    <message>
        <source>Show Only This</source>
        <translation>이것만 보기</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Copy Path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Leave Out</source>
        <translation>패키지에서 빼기</translation>
    </message>
    <message>
        <source>Filter paths</source>
        <translation>경로 필터</translation>
    </message>
    <message>
        <source>The package could not be looked into.</source>
        <translation>패키지를 살펴볼 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::Treemap</name>
    <message>
        <source>Package</source>
        <translation>패키지</translation>
    </message>
</context>
<context>
    <name>lathe::XrayFindingsModel</name>
    <message>
        <source>Files: %1</source>
        <translation>파일: %1</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>참고</translation>
    </message>
</context>
<context>
    <name>lathe::XrayModel</name>
    <message>
        <source>Will not load</source>
        <translation>불러올 수 없음</translation>
    </message>
    <message>
        <source>For another machine</source>
        <translation>다른 시스템용</translation>
    </message>
    <message>
        <source>Hidden by a later layer</source>
        <translation>뒤 계층에 가려짐</translation>
    </message>
    <message>
        <source>Twice</source>
        <translation>중복</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>캐시</translation>
    </message>
    <message>
        <source>Bytecode</source>
        <translation>바이트코드</translation>
    </message>
    <message>
        <source>Source map</source>
        <translation>소스 맵</translation>
    </message>
    <message>
        <source>Type declarations</source>
        <translation>타입 선언</translation>
    </message>
    <message>
        <source>Documentation</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>For building</source>
        <translation>빌드용</translation>
    </message>
    <message>
        <source>Not opened</source>
        <translation>열리지 않음</translation>
    </message>
    <message>
        <source>Native</source>
        <translation>네이티브</translation>
    </message>
    <message>
        <source>Layer %1: %2</source>
        <translation>계층 %1: %2</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Unzipped</source>
        <translation>압축 해제</translation>
    </message>
    <message>
        <source>Zipped</source>
        <translation>압축</translation>
    </message>
    <message>
        <source>Of 250 MB</source>
        <translation>250 MB 대비</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>비고</translation>
    </message>
    <message>
        <source>Installer&apos;s note</source>
        <translation>설치 도구의 기록</translation>
    </message>
</context>
<context>
    <name>lathe::Expectation</name>
    <message>
        <source>The error is %1, not %2.</source>
        <translation>오류: %1, 예상: %2</translation>
    </message>
    <message>
        <source>The response is %1, not %2.</source>
        <translation>응답: %1, 예상: %2</translation>
    </message>
    <message>
        <source>%1 is there, and should not be: %2</source>
        <translation>없어야 할 값이 있습니다: %1 = %2</translation>
    </message>
    <message>
        <source>%1 is not there; %2 was expected.</source>
        <translation>값이 없습니다: %1, 예상: %2</translation>
    </message>
    <message>
        <source>%1 is %2, not %3.</source>
        <translation>%1: %2, 예상: %3</translation>
    </message>
    <message>
        <source>It took %1 ms; at most %2 ms were expected.</source>
        <translation>%1ms 걸렸습니다. 예상 최대: %2ms</translation>
    </message>
    <message>
        <source>It used %1 MB; at most %2 MB were expected.</source>
        <translation>%1 MB를 썼습니다. 예상 최대: %2 MB</translation>
    </message>
    <message>
        <source>The log does not contain %1.</source>
        <translation>로그에 없습니다: %1</translation>
    </message>
    <message>
        <source>The log contains %1.</source>
        <translation>로그에 있습니다: %1</translation>
    </message>
</context>
<context>
    <name>lathe::CostFigure</name>
    <message>
        <source>A million runs</source>
        <translation>100만 회 실행</translation>
    </message>
    <message>
        <source>A month, a run a minute</source>
        <translation>한 달, 1분에 1회</translation>
    </message>
    <message>
        <source>A month, a run a second</source>
        <translation>한 달, 1초에 1회</translation>
    </message>
    <message>
        <source>A month, 10 runs a second</source>
        <translation>한 달, 1초에 10회</translation>
    </message>
    <message>
        <source>A month, 100 runs a second</source>
        <translation>한 달, 1초에 100회</translation>
    </message>
    <message>
        <source>Would cost</source>
        <translation>예상 비용</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>a million</source>
        <translation>/ 100만 회</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>/ 월</translation>
    </message>
    <message>
        <source>%1. Prices of %2 on %3, %4, without the free tier.</source>
        <translation>%1. %2의 %3 요금, %4, 프리 티어 제외</translation>
    </message>
    <message>
        <source>What runs like this would cost, and at which rate</source>
        <translation>이와 같은 실행의 예상 비용과 빈도</translation>
    </message>
    <message>
        <source>Each of them with the init that this run had; run it again to see those of a warm environment.</source>
        <translation>매번 이 실행의 초기화를 포함한 비용입니다. 한 번 더 실행하면 웜 환경의 비용을 볼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::Reader</name>
    <message>
        <source>&quot;%1&quot; is no expectation; there are %2.</source>
        <translation>&quot;%1&quot;: 예상 항목이 아닙니다. 쓸 수 있는 항목: %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not looked at here; what is expected stands in &quot;expect&quot;, with the members %2.</source>
        <translation>&quot;%1&quot;: 여기에 있으면 확인하지 않습니다. 예상 항목은 &quot;expect&quot; 안에 씁니다: %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a whole number.</source>
        <translation>&quot;%1&quot;: 정수여야 합니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be true or false.</source>
        <translation>&quot;%1&quot;: true 또는 false여야 합니다.</translation>
    </message>
    <message>
        <source>&quot;response&quot; has to be a list of conditions, as in %1</source>
        <translation>&quot;response&quot;: 조건의 목록이어야 합니다. 예: %1</translation>
    </message>
    <message>
        <source>A condition on the response has to be an object, as in %1</source>
        <translation>응답 조건은 객체여야 합니다. 예: %1</translation>
    </message>
    <message>
        <source>The regular expression is not valid: %1</source>
        <translation>정규식이 올바르지 않습니다: %1</translation>
    </message>
    <message>
        <source>The status is success, error or timeout, not &quot;%1&quot;.</source>
        <translation>status는 success, error, timeout 중 하나여야 합니다: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a text.</source>
        <translation>&quot;%1&quot;: 문자열이어야 합니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a number that is not negative.</source>
        <translation>&quot;%1&quot;: 0 이상의 숫자여야 합니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a list of texts.</source>
        <translation>&quot;%1&quot;: 문자열 목록이어야 합니다.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no condition on a response; there are equals, contains, matches, exists and count.</source>
        <translation>&quot;%1&quot;: 응답 조건이 아닙니다. equals, contains, matches, exists, count를 쓸 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::HelpDialog</name>
    <message>
        <source>Lathe Help</source>
        <translation>Lathe 도움말</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>도움말 검색</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Help text</source>
        <translation>도움말 본문</translation>
    </message>
    <message>
        <source>No page holds these words.</source>
        <translation>이 단어가 있는 페이지가 없습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::LayerListModel</name>
    <message>
        <source>Files: %1</source>
        <translation>파일: %1</translation>
    </message>
    <message>
        <source>Processors: %1</source>
        <translation>프로세서: %1</translation>
    </message>
    <message>
        <source>Made of: %1</source>
        <translation>재료: %1</translation>
    </message>
    <message>
        <source>Functions: %1</source>
        <translation>함수: %1</translation>
    </message>
</context>
<context>
    <name>lathe::LayerSlotModel</name>
    <message>
        <source>not in this project</source>
        <translation>이 프로젝트에 없음</translation>
    </message>
    <message>
        <source>%1, inherited</source>
        <translation>%1, 상속됨</translation>
    </message>
</context>
<context>
    <name>lathe::LayerPanel</name>
    <message>
        <source>Layers of the project</source>
        <translation>프로젝트의 계층</translation>
    </message>
    <message>
        <source>Attach to the Function</source>
        <translation>함수에 연결</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Build Again</source>
        <translation>다시 만들기</translation>
    </message>
    <message>
        <source>Export as Zip…</source>
        <translation>Zip으로 내보내기…</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Export the Layer</source>
        <translation>계층 내보내기</translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation>Zip 압축 파일 (*.zip)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Build a Layer</source>
        <translation>계층 만들기</translation>
    </message>
    <message>
        <source>Drop requirements.txt, package.json, a folder, a wheel or a zip here.</source>
        <translation>requirements.txt, package.json, 폴더, wheel, zip을 여기에 놓으세요.</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>실행 취소: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>다시 실행: %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>The project already has a layer %1. Give another name.</source>
        <translation>프로젝트에 같은 이름의 계층이 있습니다: %1. 다른 이름을 쓰세요.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a layer: letters, digits, &quot;-&quot; and &quot;_&quot;, at most 64.</source>
        <translation>계층 이름으로 쓸 수 없습니다: &quot;%1&quot;. 영문자, 숫자, &quot;-&quot;, &quot;_&quot;만, 최대 64자입니다.</translation>
    </message>
    <message>
        <source>Drop a folder or requirements.txt here</source>
        <translation>폴더나 requirements.txt를 여기로 끌어다 놓으세요</translation>
    </message>
    <message>
        <source>Also zips, wheels, package.json, Gemfile and single files</source>
        <translation>zip, wheel, package.json, Gemfile, 낱개 파일도 됩니다</translation>
    </message>
</context>
<context>
    <name>lathe::ToolBuild</name>
    <message>
        <source>What was installed tried to lead out of its folder (%1); nothing of it is used.</source>
        <translation>설치된 내용이 자기 폴더 밖을 가리키려 했습니다(%1). 그 내용은 사용하지 않습니다.</translation>
    </message>
    <message>
        <source>%1 is missing, so %2 cannot be built. %3</source>
        <translation>도구가 없어 빌드할 수 없습니다. 도구: %1, 함수: %2. %3</translation>
    </message>
    <message>
        <source>%1 could not build %2; its own words are in the details.</source>
        <translation>빌드하지 못했습니다. 도구: %1, 함수: %2. 도구가 출력한 내용은 세부 정보에 있습니다.</translation>
    </message>
    <message>
        <source>Install the package make.</source>
        <translation>make 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>Install Go (the package golang-go), or name another BuildMethod.</source>
        <translation>Go(golang-go 패키지)를 설치하거나 다른 BuildMethod를 지정하세요.</translation>
    </message>
    <message>
        <source>Install Rust (the packages cargo and rustc, or rustup).</source>
        <translation>Rust(cargo와 rustc 패키지 또는 rustup)를 설치하세요.</translation>
    </message>
    <message>
        <source>Building %1 for another processor needs cargo-lambda. Run: cargo install cargo-lambda</source>
        <translation>다른 프로세서용으로 빌드하려면 cargo-lambda가 필요합니다. 함수: %1. 실행: cargo install cargo-lambda</translation>
    </message>
    <message>
        <source>It is not clear which program of this workspace is %1. Name it in BuildProperties: Binary.</source>
        <translation>이 작업 공간에서 어떤 프로그램이 함수인지 알 수 없습니다. 함수: %1. BuildProperties의 Binary에 지정하세요.</translation>
    </message>
    <message>
        <source>Install a JDK, e.g. the package openjdk-17-jdk-headless.</source>
        <translation>JDK를 설치하세요(예: openjdk-17-jdk-headless 패키지).</translation>
    </message>
    <message>
        <source>Install the package maven.</source>
        <translation>maven 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>Install the package gradle.</source>
        <translation>gradle 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>The build of %1 ended without a result: nothing is in the folder for it (ARTIFACTS_DIR).</source>
        <translation>빌드가 결과 없이 끝났습니다. 결과 폴더(ARTIFACTS_DIR)가 비어 있습니다. 함수: %1</translation>
    </message>
</context>
<context>
    <name>lathe::HistoryLog</name>
    <message>
        <source>Runs are not kept: LATHE_HISTORY is 0.</source>
        <translation>실행을 보관하지 않습니다: LATHE_HISTORY가 0입니다.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read.</source>
        <translation>파일을 읽을 수 없습니다: %1</translation>
    </message>
</context>
<context>
    <name>lathe::HistoryModel</name>
    <message>
        <source>Succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>제한 시간 초과</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>%1 of %2 MB</source>
        <translation>%1 / %2 MB</translation>
    </message>
    <message>
        <source>Other code than the run before</source>
        <translation>이전 실행과 코드가 다릅니다</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>실행 시간</translation>
    </message>
    <message>
        <source>Init</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>local run</source>
        <translation>로컬 실행</translation>
    </message>
    <message>
        <source>test run</source>
        <translation>테스트 실행</translation>
    </message>
</context>
<context>
    <name>lathe::ComparisonView</name>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Error type</source>
        <translation>오류 유형</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>런타임</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>변수</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>실행 시간</translation>
    </message>
    <message>
        <source>Billed duration</source>
        <translation>청구 시간</translation>
    </message>
    <message>
        <source>Init duration</source>
        <translation>초기화 시간</translation>
    </message>
    <message>
        <source>Memory size</source>
        <translation>메모리 크기</translation>
    </message>
    <message>
        <source>Max memory used</source>
        <translation>최대 메모리 사용량</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>What</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>After</source>
        <translation>이후</translation>
    </message>
    <message>
        <source>%1 → %2. Differences besides figures: %3</source>
        <translation>%1 → %2. 수치 외의 차이: %3</translation>
    </message>
</context>
<context>
    <name>lathe::HistoryPanel</name>
    <message>
        <source>Search events, responses, logs…</source>
        <translation>이벤트, 응답, 로그 검색…</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>기록 검색</translation>
    </message>
    <message>
        <source>Whose runs</source>
        <translation>어느 함수의 실행</translation>
    </message>
    <message>
        <source>This function</source>
        <translation>이 함수</translation>
    </message>
    <message>
        <source>All functions</source>
        <translation>모든 함수</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>모든 상태</translation>
    </message>
    <message>
        <source>Run Again</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Compare Two Runs</source>
        <translation>두 실행 비교</translation>
    </message>
    <message>
        <source>Keep Its Event as a Test Event</source>
        <translation>이벤트를 테스트 이벤트로 저장</translation>
    </message>
    <message>
        <source>Copy as Command</source>
        <translation>명령으로 복사</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Import Runs…</source>
        <translation>실행 가져오기…</translation>
    </message>
    <message>
        <source>Choose a run to look at it, two to compare them.</source>
        <translation>하나를 선택하면 내용이, 둘을 선택하면 차이가 표시됩니다.</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>No run is like that</source>
        <translation>조건에 맞는 실행이 없습니다</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>아직 실행이 없습니다</translation>
    </message>
    <message>
        <source>Each run is kept here with its event, response and log.</source>
        <translation>실행마다 이벤트, 응답, 로그가 여기에 보관됩니다.</translation>
    </message>
    <message>
        <source>Clear the Filter</source>
        <translation>필터 지우기</translation>
    </message>
    <message>
        <source>Chosen runs: %1</source>
        <translation>선택한 실행: %1</translation>
    </message>
    <message>
        <source>%1 of %2 MB</source>
        <translation>%1 / %2 MB</translation>
    </message>
    <message>
        <source>… %1 more: export the run to see all of it</source>
        <translation>… %1 더 있음: 전체를 보려면 실행을 내보내세요</translation>
    </message>
    <message>
        <source>Choose one run.</source>
        <translation>실행을 하나 선택하세요.</translation>
    </message>
    <message>
        <source>It ran in another folder: %1</source>
        <translation>다른 폴더에서 실행되었습니다: %1</translation>
    </message>
    <message>
        <source>The project has no function %1 any more.</source>
        <translation>프로젝트에 더 이상 없는 함수입니다: %1</translation>
    </message>
    <message>
        <source>Its event was too large to be kept whole.</source>
        <translation>이벤트가 너무 커서 일부만 보관되었습니다.</translation>
    </message>
    <message>
        <source>Nothing of this folder runs until it is trusted.</source>
        <translation>이 폴더를 신뢰하기 전에는 아무것도 실행되지 않습니다.</translation>
    </message>
    <message>
        <source>Another run is under way.</source>
        <translation>다른 실행이 진행 중입니다.</translation>
    </message>
    <message>
        <source>Runs the same event on the code as it is now, and compares</source>
        <translation>같은 이벤트를 현재 코드로 실행하고 비교합니다</translation>
    </message>
    <message>
        <source>Test event: %1</source>
        <translation>테스트 이벤트: %1</translation>
    </message>
    <message>
        <source>Export Runs</source>
        <translation>실행 내보내기</translation>
    </message>
    <message>
        <source>Runs (*.jsonl)</source>
        <translation>실행 (*.jsonl)</translation>
    </message>
    <message>
        <source>Runs written: %1</source>
        <translation>내보낸 실행: %1</translation>
    </message>
    <message>
        <source>Import Runs</source>
        <translation>실행 가져오기</translation>
    </message>
    <message>
        <source>New runs: %1</source>
        <translation>새 실행: %1</translation>
    </message>
    <message>
        <source>Delete these runs?</source>
        <translation>이 실행을 삭제할까요?</translation>
    </message>
    <message>
        <source>Runs: %1. They cannot be brought back.</source>
        <translation>실행: %1. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
</context>
<context>
    <name>lathe::RunsPicture</name>
    <message>
        <source>Median</source>
        <translation>중앙값</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95%</translation>
    </message>
    <message>
        <source>Duration  ● warm  ○ cold  × failed</source>
        <translation>실행 시간  ● 웜  ○ 콜드  × 실패</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>메모리 제한</translation>
    </message>
    <message>
        <source>Max memory used</source>
        <translation>최대 메모리 사용량</translation>
    </message>
    <message>
        <source>Code changed</source>
        <translation>코드 변경</translation>
    </message>
</context>
<context>
    <name>lathe::HistoryBox</name>
    <message>
        <source>Delete All…</source>
        <translation>모두 삭제…</translation>
    </message>
    <message>
        <source>Space for the history of runs</source>
        <translation>실행 기록의 공간</translation>
    </message>
    <message>
        <source>Above it the oldest runs go first.</source>
        <translation>넘으면 오래된 실행부터 삭제됩니다.</translation>
    </message>
    <message>
        <source>Delete all runs?</source>
        <translation>모든 실행을 삭제할까요?</translation>
    </message>
    <message>
        <source>Events, responses and logs of all functions. They cannot be brought back.</source>
        <translation>모든 함수의 이벤트, 응답, 로그입니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>used: %1</source>
        <translation>사용 중: %1</translation>
    </message>
</context>
<context>
    <name>lathe::FunctionLayers</name>
    <message>
        <source>Layers</source>
        <translation>계층</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>A later layer hides files of an earlier one.</source>
        <translation>아래쪽 계층의 파일이 위쪽 계층의 파일을 가립니다.</translation>
    </message>
    <message>
        <source>Layers of the function</source>
        <translation>함수의 계층</translation>
    </message>
    <message>
        <source>No layer: drop layers or files here</source>
        <translation>계층 없음: 계층이나 파일을 끌어다 놓으세요</translation>
    </message>
    <message>
        <source>Move Up</source>
        <translation>위로 이동</translation>
    </message>
    <message>
        <source>Move Down</source>
        <translation>아래로 이동</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>연결 해제</translation>
    </message>
    <message>
        <source>Layers (%1 of %2)</source>
        <translation>계층 (%1/%2)</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>실행 취소: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>다시 실행: %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
</context>
<context>
    <name>lathe::ImportDialog</name>
    <message>
        <source>Import a Package</source>
        <translation>패키지 가져오기</translation>
    </message>
    <message>
        <source>A zip</source>
        <translation>zip 파일</translation>
    </message>
    <message>
        <source>Zip to import</source>
        <translation>가져올 zip 파일</translation>
    </message>
    <message>
        <source>A deployed function; target: %1</source>
        <translation>배포된 함수 (대상: %1)</translation>
    </message>
    <message>
        <source>Name of the function</source>
        <translation>함수 이름</translation>
    </message>
    <message>
        <source>Into the new folder</source>
        <translation>새 폴더</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation>Zip 아카이브 (*.zip)</translation>
    </message>
    <message>
        <source>Drop a zip here, or browse</source>
        <translation>zip 파일을 끌어다 놓거나 찾아보세요</translation>
    </message>
</context>
<context>
    <name>lathe::LayerFlow</name>
    <message>
        <source>Layer %1 is there again, from the cache: %2</source>
        <translation>캐시에서 계층을 가져왔습니다: %1, %2</translation>
    </message>
    <message>
        <source>Layer %1 is built: %2</source>
        <translation>계층을 만들었습니다: %1, %2</translation>
    </message>
    <message>
        <source>Attach to %1</source>
        <translation>함수에 연결: %1</translation>
    </message>
    <message>
        <source>Trust This Folder</source>
        <translation>이 폴더 신뢰</translation>
    </message>
    <message>
        <source>Layer exported: %1</source>
        <translation>계층을 내보냈습니다: %1</translation>
    </message>
    <message>
        <source>Zipped: %1, CodeSha256 %2</source>
        <translation>압축: %1, CodeSha256 %2</translation>
    </message>
    <message>
        <source>Layer removed: %1</source>
        <translation>계층을 제거했습니다: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Built: %1</source>
        <translation>빌드했습니다: %1</translation>
    </message>
    <message>
        <source>Layer detached from %1: %2</source>
        <translation>계층을 분리했습니다: %2 (함수 %1)</translation>
    </message>
</context>
<context>
    <name>lathe::LayerTask</name>
    <message>
        <source>Progress of the layer</source>
        <translation>계층 진행 상황</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Looking at what was given</source>
        <translation>받은 항목을 살펴보는 중</translation>
    </message>
    <message>
        <source>%1 installs. Libraries: %2, %3</source>
        <translation>%1 설치 중. 라이브러리: %2, %3</translation>
    </message>
    <message>
        <source>Copying. Files: %1, %2</source>
        <translation>복사 중. 파일: %1, %2</translation>
    </message>
    <message>
        <source>Checking the layer</source>
        <translation>계층을 확인하는 중</translation>
    </message>
</context>
<context>
    <name>lathe::PackageImporter</name>
    <message>
        <source>Another import is under way.</source>
        <translation>다른 가져오기가 진행 중입니다.</translation>
    </message>
    <message>
        <source>Asking for %1</source>
        <translation>함수 확인 중: %1</translation>
    </message>
    <message>
        <source>The embedded endpoint is not running.</source>
        <translation>내장 엔드포인트가 실행되고 있지 않습니다.</translation>
    </message>
    <message>
        <source>Downloading %1: %2</source>
        <translation>내려받는 중: %1, %2</translation>
    </message>
    <message>
        <source>Unpacking %1</source>
        <translation>압축 푸는 중: %1</translation>
    </message>
</context>
<context>
    <name>lathe::SigningKeysDialog</name>
    <message>
        <source>Signing Keys</source>
        <translation>서명 키</translation>
    </message>
    <message>
        <source>Packages that are saved or deployed from this folder are signed with the key that is marked. Private keys never leave this computer.</source>
        <translation>이 폴더에서 저장하거나 배포하는 패키지는 표시된 키로 서명합니다. 개인 키는 이 컴퓨터를 떠나지 않습니다.</translation>
    </message>
    <message>
        <source>Key made: %1</source>
        <translation>키를 만들었습니다: %1</translation>
    </message>
    <message>
        <source>Certificate written: %1</source>
        <translation>인증서를 썼습니다: %1</translation>
    </message>
    <message>
        <source>Who has it can trust this key, but not sign.</source>
        <translation>받은 사람은 이 키를 신뢰할 수 있지만 서명할 수는 없습니다.</translation>
    </message>
    <message>
        <source>Name of a new key</source>
        <translation>새 키의 이름</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>알고리즘</translation>
    </message>
    <message>
        <source>Make Key</source>
        <translation>키 만들기</translation>
    </message>
    <message>
        <source>Export Certificate…</source>
        <translation>인증서 내보내기…</translation>
    </message>
    <message>
        <source>Trust a Certificate…</source>
        <translation>인증서 신뢰…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>No signature</source>
        <translation>서명 안 함</translation>
    </message>
    <message>
        <source>Packages are not signed</source>
        <translation>패키지에 서명하지 않습니다</translation>
    </message>
    <message>
        <source>%1, made %2</source>
        <translation>%1, 만든 날 %2</translation>
    </message>
    <message>
        <source>%1, trusted; cannot sign here</source>
        <translation>%1, 신뢰함 (여기서 서명할 수 없음)</translation>
    </message>
    <message>
        <source>Only the certificate of %1 is here: packages signed with it are known, but none can be signed.</source>
        <translation>인증서만 있습니다: %1. 이 키로 서명한 패키지는 알아보지만 서명할 수는 없습니다.</translation>
    </message>
    <message>
        <source>Export Certificate</source>
        <translation>인증서 내보내기</translation>
    </message>
    <message>
        <source>Certificates (*.crt)</source>
        <translation>인증서 (*.crt)</translation>
    </message>
    <message>
        <source>Trust a Certificate</source>
        <translation>인증서 신뢰</translation>
    </message>
    <message>
        <source>Certificates (*.crt *.pem)</source>
        <translation>인증서 (*.crt *.pem)</translation>
    </message>
    <message>
        <source>Remove the key %1? It cannot be made again.</source>
        <translation>키를 제거할까요? %1 — 다시 만들 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::ContextView</name>
    <message>
        <source>Asynchronous (Event)</source>
        <translation>비동기(Event)</translation>
    </message>
    <message>
        <source>Client context</source>
        <translation>클라이언트 컨텍스트</translation>
    </message>
    <message>
        <source>Cognito identity</source>
        <translation>Cognito 자격 증명</translation>
    </message>
    <message>
        <source>Identity pool</source>
        <translation>자격 증명 풀</translation>
    </message>
    <message>
        <source>Invocation type</source>
        <translation>호출 유형</translation>
    </message>
    <message>
        <source>Only check (DryRun)</source>
        <translation>확인만(DryRun)</translation>
    </message>
    <message>
        <source>Qualifier</source>
        <translation>한정자</translation>
    </message>
    <message>
        <source>Save the Event</source>
        <translation>이벤트 저장</translation>
    </message>
    <message>
        <source>The last two count where the function is deployed.</source>
        <translation>마지막 두 항목은 배포된 함수를 호출할 때 쓰입니다.</translation>
    </message>
    <message>
        <source>This event is not saved yet</source>
        <translation>아직 저장하지 않은 이벤트입니다</translation>
    </message>
    <message>
        <source>Wait for the response</source>
        <translation>응답 대기</translation>
    </message>
    <message>
        <source>What goes along with it stands in a file beside it.</source>
        <translation>함께 전달되는 내용은 이벤트 옆의 파일에 있습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::EventPicker</name>
    <message>
        <source>No template matches</source>
        <translation>일치하는 템플릿이 없습니다</translation>
    </message>
    <message>
        <source>Search the templates</source>
        <translation>템플릿 검색</translation>
    </message>
    <message>
        <source>Search: s3 put, sqs, cognito …</source>
        <translation>검색: s3 put, sqs, cognito …</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>템플릿</translation>
    </message>
</context>
<context>
    <name>lathe::ExpectationRow</name>
    <message>
        <source>%1: expect this no longer</source>
        <translation>%1: 예상에서 빼기</translation>
    </message>
    <message>
        <source>At most (MB)</source>
        <translation>최대(MB)</translation>
    </message>
    <message>
        <source>At most (ms)</source>
        <translation>최대(ms)</translation>
    </message>
    <message>
        <source>Did not hold in the last run</source>
        <translation>마지막 실행에서 맞지 않음</translation>
    </message>
    <message>
        <source>Ends in</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Error type</source>
        <translation>오류 유형</translation>
    </message>
    <message>
        <source>Expect this no longer</source>
        <translation>예상에서 빼기</translation>
    </message>
    <message>
        <source>Held in the last run</source>
        <translation>마지막 실행에서 맞음</translation>
    </message>
    <message>
        <source>JSON path</source>
        <translation>JSON 경로</translation>
    </message>
    <message>
        <source>Log contains</source>
        <translation>로그에 있음</translation>
    </message>
    <message>
        <source>Log does not contain</source>
        <translation>로그에 없음</translation>
    </message>
    <message>
        <source>Not run yet</source>
        <translation>아직 실행하지 않음</translation>
    </message>
    <message>
        <source>Response is</source>
        <translation>응답 전체</translation>
    </message>
    <message>
        <source>Response value</source>
        <translation>응답 값</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>시간 초과</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>포함</translation>
    </message>
    <message>
        <source>count</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>is</source>
        <translation>같음</translation>
    </message>
    <message>
        <source>is there</source>
        <translation>있음</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>정규식</translation>
    </message>
</context>
<context>
    <name>lathe::ExpectationView</name>
    <message>
        <source>A largest memory</source>
        <translation>최대 메모리</translation>
    </message>
    <message>
        <source>A longest duration</source>
        <translation>최대 실행 시간</translation>
    </message>
    <message>
        <source>A text in the log</source>
        <translation>로그에 있는 텍스트</translation>
    </message>
    <message>
        <source>A value in the response</source>
        <translation>응답의 값</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Expect This Response</source>
        <translation>예상 응답으로 저장</translation>
    </message>
    <message>
        <source>Expect something more of this event&apos;s runs</source>
        <translation>이 이벤트의 예상 결과를 더합니다</translation>
    </message>
    <message>
        <source>Keeps the last response: runs pass when theirs means the same</source>
        <translation>마지막 응답을 저장합니다. 뜻이 같은 응답이면 통과합니다</translation>
    </message>
    <message>
        <source>No such text in the log</source>
        <translation>로그에 없는 텍스트</translation>
    </message>
    <message>
        <source>Run the function on this event first.</source>
        <translation>먼저 이 이벤트로 함수를 실행하세요.</translation>
    </message>
    <message>
        <source>Save the Event</source>
        <translation>이벤트 저장</translation>
    </message>
    <message>
        <source>The error&apos;s type</source>
        <translation>오류 유형</translation>
    </message>
    <message>
        <source>This event is not saved yet</source>
        <translation>아직 저장하지 않은 이벤트입니다</translation>
    </message>
    <message>
        <source>This response is expected from now on.</source>
        <translation>이 응답을 예상 응답으로 저장했습니다.</translation>
    </message>
    <message>
        <source>This response is expected no longer.</source>
        <translation>예상 응답을 지웠습니다.</translation>
    </message>
    <message>
        <source>What is expected stands in a file beside it.</source>
        <translation>예상 결과는 이벤트 옆의 파일에 있습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::MatrixDetails</name>
    <message>
        <source>Checks</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Everything that is expected holds. It took %1.</source>
        <translation>예상 결과가 모두 맞습니다. 걸린 시간: %1</translation>
    </message>
    <message>
        <source>Expect this response from now on</source>
        <translation>이 응답을 예상 응답으로 저장</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>중지되었습니다.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Not run yet.</source>
        <translation>아직 실행하지 않았습니다.</translation>
    </message>
    <message>
        <source>Open the test event</source>
        <translation>테스트 이벤트 열기</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Run this one</source>
        <translation>이 항목 실행</translation>
    </message>
    <message>
        <source>What became of the chosen test</source>
        <translation>선택한 테스트의 결과</translation>
    </message>
    <message>
        <source>… the first 256 kB are shown.</source>
        <translation>… 처음 256 kB만 표시합니다.</translation>
    </message>
</context>
<context>
    <name>lathe::MatrixPanel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Columns of the matrix</source>
        <translation>행렬의 열</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>복사함: %1</translation>
    </message>
    <message>
        <source>Copy as a command: lathe test …</source>
        <translation>명령으로 복사: lathe test …</translation>
    </message>
    <message>
        <source>Events that you keep run here on all functions, against what you expect of them.</source>
        <translation>저장한 이벤트를 모든 함수에서 실행하고 예상 결과와 비교합니다.</translation>
    </message>
    <message>
        <source>Functions</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>JUnit XML (*.xml)</source>
        <translation>JUnit XML (*.xml)</translation>
    </message>
    <message>
        <source>New Test Event</source>
        <translation>새 테스트 이벤트</translation>
    </message>
    <message>
        <source>No test event yet: there is nothing to run</source>
        <translation>아직 테스트 이벤트가 없어 실행할 것이 없습니다</translation>
    </message>
    <message>
        <source>Open the test event</source>
        <translation>테스트 이벤트 열기</translation>
    </message>
    <message>
        <source>Passed: %1, failed: %2</source>
        <translation>통과: %1, 실패: %2</translation>
    </message>
    <message>
        <source>Restricted mode: nothing runs</source>
        <translation>제한 모드: 코드가 실행되지 않습니다</translation>
    </message>
    <message>
        <source>Results saved: %1</source>
        <translation>결과를 저장함: %1</translation>
    </message>
    <message>
        <source>Run All</source>
        <translation>모두 실행</translation>
    </message>
    <message>
        <source>Run again what failed</source>
        <translation>실패한 항목 다시 실행</translation>
    </message>
    <message>
        <source>Run all test events on all functions</source>
        <translation>모든 테스트 이벤트를 모든 함수에서 실행합니다</translation>
    </message>
    <message>
        <source>Run matrix</source>
        <translation>실행 행렬</translation>
    </message>
    <message>
        <source>Run the selected tests</source>
        <translation>선택한 테스트 실행</translation>
    </message>
    <message>
        <source>Runtimes</source>
        <translation>런타임</translation>
    </message>
    <message>
        <source>Save the results</source>
        <translation>결과 저장</translation>
    </message>
    <message>
        <source>Save the results as JUnit XML…</source>
        <translation>결과를 JUnit XML로 저장…</translation>
    </message>
    <message>
        <source>Stop the tests</source>
        <translation>테스트 중지</translation>
    </message>
    <message>
        <source>There is no function to run</source>
        <translation>실행할 함수가 없습니다</translation>
    </message>
    <message>
        <source>This response is expected from now on: %1</source>
        <translation>이 응답을 예상 응답으로 저장함: %1</translation>
    </message>
    <message>
        <source>Trust This Folder</source>
        <translation>이 폴더 신뢰</translation>
    </message>
    <message>
        <source>Trust this folder only if you know where it comes from.</source>
        <translation>출처를 아는 폴더만 신뢰하세요.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Functions of the project; the current function with each runtime of its kind that this machine has; or the current function here and each version and alias at the endpoint</source>
        <translation>프로젝트의 함수, 이 컴퓨터에 있는 같은 종류의 런타임마다 현재 함수, 또는 이 폴더의 현재 함수와 엔드포인트의 각 버전 및 별칭</translation>
    </message>
    <message>
        <source>outdated: %1</source>
        <translation>변경 전 결과: %1</translation>
    </message>
</context>
<context>
    <name>lathe::NewEventDialog</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1바이트</translation>
    </message>
    <message>
        <source>%1: take this envelope away</source>
        <translation>%1: 이 봉투 빼기</translation>
    </message>
    <message>
        <source>Another service carries the event inside its own, as S3 in SNS in SQS</source>
        <translation>다른 서비스가 이벤트를 자신의 이벤트에 담아 보냅니다. 예: SQS에 든 SNS에 든 S3</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Choose a template.</source>
        <translation>템플릿을 선택하세요.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>New Test Event</source>
        <translation>새 테스트 이벤트</translation>
    </message>
    <message>
        <source>Put in an Envelope</source>
        <translation>봉투에 넣기</translation>
    </message>
    <message>
        <source>Take this envelope away</source>
        <translation>이 봉투 빼기</translation>
    </message>
    <message>
        <source>There is a test event of this name already.</source>
        <translation>같은 이름의 테스트 이벤트가 이미 있습니다.</translation>
    </message>
    <message>
        <source>What the function gets</source>
        <translation>함수가 받는 내용</translation>
    </message>
    <message>
        <source>Copy as a command: lathe events new …</source>
        <translation>명령으로 복사: lathe events new …</translation>
    </message>
</context>
<context>
    <name>lathe::TestController</name>
    <message>
        <source>Open a folder first (Ctrl+O).</source>
        <translation>먼저 폴더를 여세요(Ctrl+O).</translation>
    </message>
    <message>
        <source>Restricted mode: nothing of this folder runs. Trust it if you know where it comes from.</source>
        <translation>제한 모드: 이 폴더의 코드는 실행되지 않습니다. 출처를 알면 신뢰하세요.</translation>
    </message>
    <message>
        <source>Tests are running. Stop them first.</source>
        <translation>테스트가 실행 중입니다. 먼저 중지하세요.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>엔진이 아직 시작하는 중입니다.</translation>
    </message>
    <message>
        <source>There is no function to run.</source>
        <translation>실행할 함수가 없습니다.</translation>
    </message>
    <message>
        <source>There is no test event yet.</source>
        <translation>아직 테스트 이벤트가 없습니다.</translation>
    </message>
    <message>
        <source>this folder</source>
        <translation>이 폴더</translation>
    </message>
    <message>
        <source>test run</source>
        <translation>테스트 실행</translation>
    </message>
    <message>
        <source>test run at the endpoint: %1</source>
        <translation>엔드포인트의 테스트 실행: %1</translation>
    </message>
</context>
<context>
    <name>lathe::TestMatrixModel</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>could not run</source>
        <translation>실행 불가</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>not for this function</source>
        <translation>이 함수용이 아님</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>실행 전</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>통과</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>%1, outdated</source>
        <translation>%1(변경 전)</translation>
    </message>
    <message>
        <source>The event or the code changed since this ran.</source>
        <translation>실행한 뒤에 이벤트나 코드가 바뀌었습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::FindPanel</name>
    <message>
        <source>No matches</source>
        <translation>일치하는 내용이 없습니다</translation>
    </message>
    <message>
        <source>Other spellings, whole words, or the two filters may hide them.</source>
        <translation>철자, 단어 단위 옵션, 두 필터를 확인해 보세요.</translation>
    </message>
    <message>
        <source>Find in all files of the folder</source>
        <translation>폴더의 모든 파일에서 찾습니다</translation>
    </message>
    <message>
        <source>Matches appear as you type; ↓ leads to them, Enter opens the line.</source>
        <translation>입력하면 바로 결과가 나타납니다. ↓로 결과로 이동하고 Enter로 줄을 엽니다.</translation>
    </message>
    <message>
        <source>Results of the search</source>
        <translation>검색 결과</translation>
    </message>
    <message>
        <source>Searching… %1 files</source>
        <translation>찾는 중… 파일: %1</translation>
    </message>
    <message>
        <source>Find in files</source>
        <translation>파일에서 찾기</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>대소문자 구분</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>단어 단위</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>정규식</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>바꿀 내용</translation>
    </message>
    <message>
        <source>Replace All</source>
        <translation>모두 바꾸기</translation>
    </message>
    <message>
        <source>Only in: src/**, *.py</source>
        <translation>포함: src/**, *.py</translation>
    </message>
    <message>
        <source>Not in: tests, *.min.js</source>
        <translation>제외: tests, *.min.js</translation>
    </message>
    <message>
        <source>Search folders of packages and builds too (node_modules, .git, .aws-sam)</source>
        <translation>패키지와 빌드 폴더도 검색(node_modules, .git, .aws-sam)</translation>
    </message>
    <message>
        <source>Stop the search</source>
        <translation>검색 중지</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>Nothing found in %1 files</source>
        <translation>찾은 것이 없습니다. 검색한 파일: %1</translation>
    </message>
    <message>
        <source>Matches: %1 in %2 files</source>
        <translation>일치: %1, 파일: %2</translation>
    </message>
    <message>
        <source>Stopped. %1</source>
        <translation>중지했습니다. %1</translation>
    </message>
    <message>
        <source>%1; there are more</source>
        <translation>%1(더 있음)</translation>
    </message>
    <message>
        <source>Left as they are, because they changed meanwhile or cannot be written: %1</source>
        <translation>그사이 바뀌었거나 쓸 수 없어 그대로 둔 파일: %1</translation>
    </message>
    <message>
        <source>Put back: %1 in %2 files</source>
        <translation>되돌림: %1, 파일: %2</translation>
    </message>
    <message>
        <source>Replaced: %1 in %2 files</source>
        <translation>바꿈: %1, 파일: %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Changed in the editor but not saved, because the files cannot be written: %1</source>
        <translation>편집기에서 바꾸었지만 파일에 쓸 수 없어 저장하지 못했습니다: %1</translation>
    </message>
    <message>
        <source>Replacing…</source>
        <translation>바꾸는 중…</translation>
    </message>
</context>
<context>
    <name>lathe::LocalHistory</name>
    <message>
        <source>Local History</source>
        <translation>로컬 기록</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>States of the file</source>
        <translation>파일의 상태</translation>
    </message>
    <message>
        <source>Kept on this computer for %1 days: files of the project up to %2 MB, without .env, keys and credentials.</source>
        <translation>프로젝트 파일을 %2 MB까지 이 컴퓨터에 %1일 동안 보관합니다. .env, 키, 자격 증명은 제외합니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>삭제됨: %1</translation>
    </message>
    <message>
        <source>as opened</source>
        <translation>열 때</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>changed outside</source>
        <translation>외부 변경</translation>
    </message>
    <message>
        <source>No earlier state of this file is kept yet.</source>
        <translation>아직 보관된 이전 상태가 없습니다.</translation>
    </message>
    <message>
        <source>This is how the file is now.</source>
        <translation>지금 파일과 같습니다.</translation>
    </message>
    <message>
        <source>A binary file; its differences are not shown.</source>
        <translation>바이너리 파일이므로 차이를 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>%1 (now)</source>
        <translation>%1(현재)</translation>
    </message>
    <message>
        <source>A binary file that is open cannot be restored: close it first.</source>
        <translation>열려 있는 이진 파일은 복원할 수 없습니다. 먼저 닫으세요.</translation>
    </message>
    <message>
        <source>The file is binary now and open, so it cannot be changed: close it first.</source>
        <translation>지금은 이진 파일이고 열려 있어 바꿀 수 없습니다. 먼저 닫으세요.</translation>
    </message>
    <message>
        <source>The file has a line of over 1 MB now, so it cannot be changed here.</source>
        <translation>지금은 1 MB가 넘는 줄이 있어 여기에서 바꿀 수 없습니다.</translation>
    </message>
    <message>
        <source>The file is read-only, so it cannot be restored.</source>
        <translation>읽기 전용 파일이라 복원할 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::Fixer</name>
    <message>
        <source>Write %1</source>
        <translation>고쳐 쓰기: %1</translation>
    </message>
    <message>
        <source>Change the handler to %1</source>
        <translation>핸들러 변경: %1</translation>
    </message>
    <message>
        <source>Change the runtime to %1</source>
        <translation>런타임 변경: %1</translation>
    </message>
    <message>
        <source>Rename function %1 to %2</source>
        <translation>함수 이름 변경: %1 → %2</translation>
    </message>
    <message>
        <source>Add “%1”</source>
        <translation>추가: “%1”</translation>
    </message>
    <message>
        <source>Change to %1</source>
        <translation>값 바꾸기: %1</translation>
    </message>
    <message>
        <source>Indent with spaces</source>
        <translation>공백으로 들여쓰기</translation>
    </message>
</context>
<context>
    <name>lathe::SourceHash</name>
    <message>
        <source>The layer was cancelled.</source>
        <translation>계층 만들기를 취소했습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::BuildController</name>
    <message>
        <source>A build is under way.</source>
        <translation>빌드하는 중입니다.</translation>
    </message>
    <message>
        <source>There is no function to build.</source>
        <translation>빌드할 함수가 없습니다.</translation>
    </message>
    <message>
        <source>Restricted mode: nothing is built before you trust the folder.</source>
        <translation>제한 모드: 폴더를 신뢰하기 전에는 빌드하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::BuildLine</name>
    <message>
        <source>Not built yet</source>
        <translation>아직 빌드 안 됨</translation>
    </message>
    <message>
        <source>Build out of date</source>
        <translation>빌드 오래됨</translation>
    </message>
    <message>
        <source>Not built yet: these are the sizes of its sources.</source>
        <translation>아직 빌드되지 않아 소스의 크기를 표시합니다.</translation>
    </message>
    <message>
        <source>The build is out of date: these are the sizes of the last one.</source>
        <translation>빌드가 오래되어 마지막 빌드의 크기를 표시합니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>빌드</translation>
    </message>
</context>
<context>
    <name>lathe::QuickFixFlow</name>
    <message>
        <source>No quick fix here</source>
        <translation>여기에는 빠른 수정이 없습니다</translation>
    </message>
    <message>
        <source>This file cannot be changed here: %1</source>
        <translation>여기에서 변경할 수 없는 파일입니다: %1</translation>
    </message>
</context>
<context>
    <name>lathe::LocalHistoryBox</name>
    <message>
        <source>Delete All…</source>
        <translation>모두 삭제…</translation>
    </message>
    <message>
        <source>Space for the local history</source>
        <translation>로컬 기록에 쓸 공간</translation>
    </message>
    <message>
        <source>Above it the oldest states go first.</source>
        <translation>넘으면 가장 오래된 상태부터 지웁니다.</translation>
    </message>
    <message>
        <source>How long the local history is kept</source>
        <translation>로컬 기록 보관 기간</translation>
    </message>
    <message>
        <source> days</source>
        <translation>일</translation>
    </message>
    <message>
        <source>Older states go.</source>
        <translation>더 오래된 상태는 지웁니다.</translation>
    </message>
    <message>
        <source>Delete all earlier states of files?</source>
        <translation>파일의 이전 상태를 모두 삭제할까요?</translation>
    </message>
    <message>
        <source>Of all folders on this computer. They cannot be brought back; the files themselves stay.</source>
        <translation>이 컴퓨터의 모든 폴더에 해당합니다. 되돌릴 수 없으며, 파일 자체는 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>used: %1</source>
        <translation>사용 중: %1</translation>
    </message>
</context>
<context>
    <name>lathe::VersionListModel</name>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Aliases</source>
        <translation>별칭</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>게시 시각</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>설명</translation>
    </message>
</context>
<context>
    <name>lathe::VersionController</name>
    <message>
        <source>Open a folder first (Ctrl+O).</source>
        <translation>먼저 폴더를 여세요(Ctrl+O).</translation>
    </message>
    <message>
        <source>Choose a function first.</source>
        <translation>먼저 함수를 선택하세요.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>엔진이 아직 시작되고 있습니다.</translation>
    </message>
    <message>
        <source>The embedded endpoint is not running.</source>
        <translation>내장 엔드포인트가 실행되고 있지 않습니다.</translation>
    </message>
    <message>
        <source>%1 is not deployed there yet. Deploy it with F8.</source>
        <translation>아직 배포되지 않은 함수입니다: %1. F8로 배포하세요.</translation>
    </message>
</context>
<context>
    <name>lathe::VersionsPanel</name>
    <message>
        <source>Publish</source>
        <translation>게시</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>Roll Back</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Keeps what is deployed now under the next number; it never changes any more</source>
        <translation>지금 배포된 코드를 다음 번호로 남깁니다. 남긴 버전은 바뀌지 않습니다</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>별칭</translation>
    </message>
    <message>
        <source>The alias whose invocations are shared</source>
        <translation>호출을 나눌 별칭</translation>
    </message>
    <message>
        <source>Share of the newest version</source>
        <translation>최신 버전의 비율</translation>
    </message>
    <message>
        <source>Share of the newest version in percent</source>
        <translation>최신 버전의 비율(퍼센트)</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Published: version %1</source>
        <translation>버전을 게시했습니다: %1</translation>
    </message>
    <message>
        <source>Nothing changed since version %1; it stands for what is deployed.</source>
        <translation>버전 %1 이후로 바뀐 것이 없습니다. 배포된 코드와 같습니다.</translation>
    </message>
    <message>
        <source>%1 is not deployed there</source>
        <translation>배포되지 않은 함수: %1</translation>
    </message>
    <message>
        <source>Deploy it, then publish versions of it.</source>
        <translation>배포한 다음 버전을 게시하세요.</translation>
    </message>
    <message>
        <source>No version is published yet</source>
        <translation>아직 게시된 버전이 없습니다</translation>
    </message>
    <message>
        <source>Publish keeps what is deployed under a number; an alias names it.</source>
        <translation>게시하면 배포된 코드가 번호로 남고, 별칭이 그 번호를 가리킵니다.</translation>
    </message>
    <message>
        <source>Show the Plan (F8)</source>
        <translation>계획 보기(F8)</translation>
    </message>
    <message>
        <source>%1: %2 versions</source>
        <translation>%1: 버전 %2개</translation>
    </message>
    <message>
        <source>%1: version %2</source>
        <translation>%1: 버전 %2</translation>
    </message>
    <message>
        <source>to version %1</source>
        <translation>버전 %1에</translation>
    </message>
    <message>
        <source>Roll Back to %1</source>
        <translation>버전 %1로 되돌리기</translation>
    </message>
    <message>
        <source>Make the Alias %1</source>
        <translation>별칭 만들기: %1</translation>
    </message>
    <message>
        <source>%1: one version</source>
        <translation>%1: 버전 1개</translation>
    </message>
</context>
<context>
    <name>lathe::SettingFlow</name>
    <message>
        <source>%1 could not be changed.</source>
        <translation>변경하지 못했습니다: %1</translation>
    </message>
    <message>
        <source>There is a template.yaml that is no template; the change has to be written by hand.</source>
        <translation>템플릿이 아닌 template.yaml이 이미 있습니다. 변경할 값을 직접 쓰세요.</translation>
    </message>
    <message>
        <source>template.yaml was made: settings stand there.</source>
        <translation>설정을 담을 template.yaml을 만들었습니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
</context>
<context>
    <name>lathe::SessionState</name>
    <message>
        <source>Open a folder first (Ctrl+O).</source>
        <translation>먼저 폴더를 여세요(Ctrl+O).</translation>
    </message>
    <message>
        <source>Restricted mode: nothing of this folder runs. Trust it if you know where it comes from.</source>
        <translation>제한 모드: 이 폴더의 코드는 실행되지 않습니다. 출처를 알면 신뢰하세요.</translation>
    </message>
    <message>
        <source>This folder has no function. Add a handler file such as lambda_function.py or index.js.</source>
        <translation>이 폴더에 함수가 없습니다. lambda_function.py나 index.js 같은 핸들러 파일을 추가하세요.</translation>
    </message>
    <message>
        <source>Choose a function first.</source>
        <translation>먼저 함수를 선택하세요.</translation>
    </message>
    <message>
        <source>The runtime %1 cannot be known here; write it into the template.</source>
        <translation>런타임 %1: 여기서는 알 수 없으니 템플릿에 직접 적으세요.</translation>
    </message>
    <message>
        <source>The handler %1 cannot be known here; write it into the template.</source>
        <translation>핸들러 %1: 여기서는 알 수 없으니 템플릿에 직접 적으세요.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>엔진이 아직 시작하는 중입니다.</translation>
    </message>
</context>
<context>
    <name>lathe::FileFlow</name>
    <message>
        <source>No file manager answers. The folder: %1</source>
        <translation>파일 관리자가 응답하지 않습니다. 폴더: %1</translation>
    </message>
    <message>
        <source>Delete for good? %1</source>
        <translation>영구히 삭제할까요? %1</translation>
    </message>
    <message>
        <source>It cannot be brought back.</source>
        <translation>되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Delete for Good</source>
        <translation>영구 삭제</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Moved to the trash: %1</source>
        <translation>휴지통으로 옮김: %1</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>삭제됨: %1</translation>
    </message>
    <message>
        <source>%1. The template still names it.</source>
        <translation>%1. 템플릿에는 아직 이 이름이 있습니다.</translation>
    </message>
    <message>
        <source>%1 is the template itself.</source>
        <translation>템플릿 자체: %1</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %3의 %2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>외 %1곳</translation>
    </message>
    <message>
        <source>Go to Template</source>
        <translation>템플릿으로 이동</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Renamed: %1 → %2</source>
        <translation>이름을 바꿈: %1 → %2</translation>
    </message>
    <message>
        <source>Moved: %1 → %2</source>
        <translation>옮김: %1 → %2</translation>
    </message>
    <message>
        <source>Unsaved text stays open, and saving makes the file again: %1</source>
        <translation>저장하지 않은 내용은 열린 채로 남으며, 저장하면 파일이 다시 만들어집니다: %1</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 외 %2개</translation>
    </message>
</context>
<context>
    <name>lathe::FileNaming</name>
    <message>
        <source>There is something of this name already.</source>
        <translation>같은 이름이 이미 있습니다.</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>새 폴더</translation>
    </message>
    <message>
        <source>New file</source>
        <translation>새 파일</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Name, in %1</source>
        <translation>이름(위치: %1)</translation>
    </message>
    <message>
        <source>Rename the file</source>
        <translation>파일 이름 바꾸기</translation>
    </message>
    <message>
        <source>Rename the folder</source>
        <translation>폴더 이름 바꾸기</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
</context>
<context>
    <name>lathe::FileDelegate</name>
    <message>
        <source>Name of the new folder</source>
        <translation>새 폴더의 이름</translation>
    </message>
    <message>
        <source>Name of the new file</source>
        <translation>새 파일의 이름</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Up</source>
        <translation>↑</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>↓</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>←</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>→</translation>
    </message>
</context>
<context>
    <name>QKeySequenceEdit</name>
    <message>
        <source>Press shortcut</source>
        <translation>단축키를 누르세요</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Choose</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>폴더:</translation>
    </message>
    <message>
        <source>Directories</source>
        <translation>폴더</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>드라이브</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>알 수 없음</translation>
    </message>
</context>
<context>
    <name>lathe::FileCopier</name>
    <message>
        <source>Files are being copied already. Wait for them, or stop that first.</source>
        <translation>이미 파일을 복사하고 있습니다. 끝날 때까지 기다리거나 먼저 중지하세요.</translation>
    </message>
</context>
<context>
    <name>lathe::FileCopyFlow</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 외 %2개</translation>
    </message>
    <message>
        <source>These names are there already in %1</source>
        <translation>같은 이름이 이미 있습니다. 위치: %1</translation>
    </message>
    <message>
        <source>What is replaced goes to the trash.</source>
        <translation>바뀌는 것은 휴지통으로 옮겨집니다.</translation>
    </message>
    <message>
        <source>Keep Both</source>
        <translation>둘 다 유지</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>건너뛰기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Replaced, the earlier ones are in the trash: %1</source>
        <translation>바꿈(이전 것은 휴지통에 있음): %1</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>건너뜀: %1</translation>
    </message>
    <message>
        <source>Nothing was copied.</source>
        <translation>복사한 것이 없습니다.</translation>
    </message>
    <message>
        <source>Copied into the project: %1</source>
        <translation>프로젝트에 복사함: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Stopped: nothing was copied.</source>
        <translation>중지함: 복사된 것이 없습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::LongTasks</name>
    <message>
        <source>The run succeeded: %1</source>
        <translation>실행 성공: %1</translation>
    </message>
    <message>
        <source>The run failed: %1</source>
        <translation>실행 실패: %1</translation>
    </message>
    <message>
        <source>Deployed: %1</source>
        <translation>배포함: %1</translation>
    </message>
    <message>
        <source>The deploy failed: %1</source>
        <translation>배포 실패: %1</translation>
    </message>
    <message>
        <source>The tests have run</source>
        <translation>테스트를 모두 실행했습니다</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2개 중 %1개</translation>
    </message>
    <message>
        <source>The package is written</source>
        <translation>패키지를 만들었습니다</translation>
    </message>
    <message>
        <source>The package was not written</source>
        <translation>패키지를 만들지 못했습니다</translation>
    </message>
    <message>
        <source>The layer is built: %1</source>
        <translation>계층을 빌드함: %1</translation>
    </message>
    <message>
        <source>The layer was not built</source>
        <translation>계층을 빌드하지 못했습니다</translation>
    </message>
    <message>
        <source>The sample is ready</source>
        <translation>예제가 준비되었습니다</translation>
    </message>
    <message>
        <source>The sample was not made</source>
        <translation>예제를 만들지 못했습니다</translation>
    </message>
</context>
</TS>
